"""A week of clinics as a grid by place and day, filtered as somebody asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from hotline.calendar_days import special_days
from hotline.timetable import (
    HospitalWeek,
    Sitting,
    TimetableChange,
    TimetableWeek,
    changes_of,
    own_weeks,
    sittings,
)
from hotline.weeks import Week
from hotline.working_time import DayKind


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which week, and what of it."""

    week: Week
    where: str = ""
    department: str = ""

    def keeps(self, one: Sitting) -> bool:
        return self.where in {"", one.where} and self.department in {"", one.department}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One place; a tuple of sittings for each day."""

    where: str
    days: tuple[tuple[Sitting, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`kept` is who gave the week a table of its own, and when; None where the usual week is followed."""

    asked: Asked
    rows: tuple[Row, ...]
    holidays: dict[date, str]
    kept: TimetableWeek | None
    changes: Sequence[TimetableChange]
    total: int
    cancelled: int


def read_grid(session: Session, asked: Asked, *, hospital: HospitalWeek) -> Grid:
    week = asked.week
    found = [one for one in _all(session, week, hospital) if asked.keeps(one)]
    holidays = {day.on: day.name for day in special_days(session) if day.kind is DayKind.HOLIDAY}
    return Grid(
        asked=asked,
        rows=tuple(_rows(found, week=week, hospital=hospital)),
        holidays={on: holidays[on] for on in week.days if on in holidays},
        kept=own_weeks(session, weeks=[week]).get(week),
        changes=changes_of(session, week=str(week)),
        total=len(found),
        cancelled=sum(one.cancelled for one in found),
    )


def _all(session: Session, week: Week, hospital: HospitalWeek) -> Sequence[Sitting]:
    return sittings(session, first=week.first, last=week.last, hospital=hospital)


def _rows(found: Sequence[Sitting], *, week: Week, hospital: HospitalWeek) -> list[Row]:
    places = [place.name for place in hospital.places]
    places += sorted({one.where for one in found} - set(places))  # of a branch the profile has no more
    return [
        Row(where=where, days=tuple(_day(found, where, on) for on in week.days))
        for where in places
        if any(one.where == where for one in found)
    ]


def _day(found: Sequence[Sitting], where: str, on: date) -> tuple[Sitting, ...]:
    return tuple(one for one in found if one.where == where and one.on == on)
