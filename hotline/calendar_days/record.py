"""One day of the table that staff keep; it replaces what the shipped table says of the same day."""

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, enum_by_value
from hotline.working_time import DayKind, SpecialDay

LONGEST_NAME = 40


class CalendarDay(Base):
    """`by` entered it last, at `kept_at`."""

    __tablename__ = "calendar_days"

    on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = mapped_column(enum_by_value(DayKind))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    by: Mapped[str] = mapped_column(String)
    kept_at: Mapped[datetime]

    @property
    def as_special(self) -> SpecialDay:
        return SpecialDay(on=self.on, kind=self.kind, name=self.name)
