"""What is known of the days: the shipped table, completed and corrected by staff."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.calendar_days.record import CalendarDay
from hotline.working_time import DayKind, SpecialDay, load_public_days

STATUTORY_DAYS = 13
"""Holidays by law since 2025: a year with fewer has not been entered to the end."""


@dataclass(frozen=True, kw_only=True)
class KnownDay:
    """One day as it counts; `by` and `kept_at` where staff entered it, `shipped` what it replaces."""

    day: SpecialDay
    shipped: SpecialDay | None = None
    by: str | None = None
    kept_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Unentered:
    """A year whose holidays are not all entered; `holidays` are those that are."""

    year: int
    holidays: int


def special_days(session: Session) -> tuple[SpecialDay, ...]:
    """Every day that differs from its weekday, by date."""
    days = {**shipped_days(), **{row.on: row.as_special for row in session.scalars(select(CalendarDay))}}
    return tuple(days[on] for on in sorted(days))


def days_of_year(session: Session, *, year: int) -> tuple[KnownDay, ...]:
    """The same of one year, with who entered them."""
    known = {on: KnownDay(day=day, shipped=day) for on, day in shipped_days().items() if on.year == year}
    rows = select(CalendarDay).where(CalendarDay.on.between(date(year, 1, 1), date(year, 12, 31)))
    for row in session.scalars(rows):
        shipped = shipped_days().get(row.on)
        known[row.on] = KnownDay(day=row.as_special, shipped=shipped, by=row.by, kept_at=row.kept_at)
    return tuple(known[on] for on in sorted(known))


def unentered_years(session: Session, *, today: date) -> Iterator[Unentered]:
    """This year and the next, where their table is not whole."""
    days = special_days(session)
    for year in (today.year, today.year + 1):
        holidays = sum(day.on.year == year and day.kind is DayKind.HOLIDAY for day in days)
        if holidays < STATUTORY_DAYS:
            yield Unentered(year=year, holidays=holidays)


@cache
def shipped_days() -> Mapping[date, SpecialDay]:
    return {day.on: day for days in load_public_days().values() for day in days}
