"""A measure the hospital took for what people asked, and every deed on it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, enum_by_value
from hotline.measures.matcher import Matcher
from hotline.measures.vocabulary import MeasureState, MeasureWork
from hotline.measures.weeks import Compared, compared
from hotline.weeks import Week


class Measure(Base):
    """`keys` and `entries` say which contacts it is to make fewer; `need_name` holds words many share.

    `picked_week` is the week whose digest it was picked from. `version` counts its deeds.
    """

    __tablename__ = "measures"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    state: Mapped[MeasureState] = mapped_column(enum_by_value(MeasureState), index=True)
    title: Mapped[str] = mapped_column(String)
    for_whom: Mapped[str] = mapped_column(String, default="")
    owner: Mapped[str] = mapped_column(String)
    note: Mapped[str] = mapped_column(String, default="")
    need_id: Mapped[str | None] = mapped_column(String)
    need_name: Mapped[str | None] = mapped_column(String)
    picked_week: Mapped[str | None] = mapped_column(String(8))
    keys: Mapped[list[list[str]]] = mapped_column(JSON)
    entries: Mapped[list[str]] = mapped_column(JSON)
    due_on: Mapped[date]
    begun_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    proposed_by: Mapped[str] = mapped_column(String)
    proposed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def matcher(self) -> Matcher:
        return Matcher(lines=tuple(tuple(line) for line in self.keys), entries=tuple(self.entries))

    @property
    def compared(self) -> Compared | None:
        """None while it has not begun."""
        if self.begun_on is None:
            return None
        picked = Week.parse(self.picked_week) if self.picked_week else None
        return compared(begun_on=self.begun_on, picked=picked, ended_on=self.ended_on)


class MeasureDeed(Base):
    """Who did what to a measure; `changes` hold what became different, before and after."""

    __tablename__ = "measure_deeds"
    __table_args__ = (Index("ix_measure_deeds_measure_id_number", "measure_id", "number", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    measure_id: Mapped[UUID] = mapped_column(ForeignKey("measures.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String)
    work: Mapped[MeasureWork] = mapped_column(enum_by_value(MeasureWork))
    note: Mapped[str] = mapped_column(String, default="")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)


class MeasureWeek(Base):
    """How many asked in one week: kept, for the words it was counted from are deleted one day."""

    __tablename__ = "measure_weeks"

    measure_id: Mapped[UUID] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    asked: Mapped[int]
    contacts: Mapped[int]
    counted_at: Mapped[datetime]
