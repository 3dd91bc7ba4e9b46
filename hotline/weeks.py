"""Weeks as staff speak of them: Monday to Sunday by their ISO number, in the hospital's own zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Self

from hotline.spans import Span

_YEARS = range(1970, 2200)
"""Of which anybody at a hospital speaks: weeks before them must still be dates."""

_WRITTEN = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
_DAYS = 7


class NoSuchWeek(Exception):  # noqa: N818 - a noun of the trade
    """`said` names no week."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, order=True)
class Week:
    """Known by its Monday, `first`, which must be one; written as `2026-W47`.

    The first week of a year holds the year's first Thursday.
    """

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day - timedelta(days=day.isoweekday() - 1))

    @classmethod
    def parse(cls, written: str) -> Self:
        """Raises NoSuchWeek."""
        found = _WRITTEN.fullmatch(written.strip())
        if not found or int(found[1]) not in _YEARS:
            raise NoSuchWeek(written)
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            raise NoSuchWeek(written) from None

    @property
    def year(self) -> int:
        """The year the week is counted in, which its Monday may not lie in."""
        return self.first.isocalendar().year

    @property
    def number(self) -> int:
        return self.first.isocalendar().week

    @property
    def last(self) -> date:
        return self.first + timedelta(days=_DAYS - 1)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=place) for place in range(_DAYS))

    def before(self, weeks: int = 1) -> Self:
        return self.after(-weeks)

    def after(self, weeks: int = 1) -> Self:
        return type(self)(self.first + timedelta(weeks=weeks))

    def span(self, zone: tzinfo) -> Span:
        return Span(_midnight(self.first, zone), _midnight(self.after().first, zone))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


def weeks_between(first: date, last: date) -> tuple[Week, ...]:
    """Every week that has one of these days."""
    week, found = Week.of(first), []
    while week.first <= last:
        found.append(week)
        week = week.after()
    return tuple(found)


def span_of_day(day: date, zone: tzinfo) -> Span:
    """From its midnight to the next."""
    return Span(_midnight(day, zone), _midnight(day + timedelta(days=1), zone))


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
