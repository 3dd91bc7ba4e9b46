"""The weeks staff keep, what stands in them, and who changed it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, enum_by_value
from hotline.timetable.sitting import HalfDay, Sitting
from hotline.timetable.vocabulary import TimetableDeed
from hotline.weeks import Week

USUAL = "usual"
"""Stands where a week's name stands, for the week that is followed where no other is kept."""


class TimetableWeek(Base):
    """A week with a table of its own; without this row the usual week is followed."""

    __tablename__ = "timetable_weeks"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    by: Mapped[str] = mapped_column(String)
    kept_at: Mapped[datetime]


class TimetableSitting(Base):
    """A row of a week. One that came from the usual week keeps the id it had there."""

    __tablename__ = "timetable_sittings"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    week: Mapped[str] = mapped_column(String, index=True)
    weekday: Mapped[int]
    starts: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    where: Mapped[str] = mapped_column(String)
    department: Mapped[str] = mapped_column(String)
    doctor: Mapped[str] = mapped_column(String)
    visiting: Mapped[bool]
    places: Mapped[int | None]
    cancelled: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(String)

    @property
    def half(self) -> HalfDay:
        return HalfDay(
            weekday=self.weekday,
            starts=self.starts,
            ends=self.ends,
            where=self.where,
            department=self.department,
            doctor=self.doctor,
            visiting=self.visiting,
            places=self.places,
        )

    def take(self, half: HalfDay) -> None:
        """A leave stays as it is."""
        self.weekday, self.starts, self.ends = half.weekday, half.starts, half.ends
        self.where, self.department, self.doctor = half.where, half.department, half.doctor
        self.visiting, self.places = half.visiting, half.places

    def on_date(self, week: Week) -> Sitting:
        on = week.days[self.weekday - 1]
        return Sitting.made_of(
            self.half, known_as=self.id, on=on, cancelled=self.cancelled, reason=self.reason
        )


class TimetableChange(Base):
    """One deed on one week; `changes` names each half-day it touched, before and after."""

    __tablename__ = "timetable_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String)
    week: Mapped[str] = mapped_column(String, index=True)
    deed: Mapped[TimetableDeed] = mapped_column(enum_by_value(TimetableDeed))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
