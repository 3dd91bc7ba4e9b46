"""Which days a digest speaks of: ISO weeks and single days, in the hospital's own zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Self

_WRITTEN = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
_DAYS = 7


class NoSuchWeek(Exception):  # noqa: N818 - a noun of the trade
    """What was written is no ISO week; `args[0]` is what was written."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """From the aware instant `start` on, and before `end`."""

    start: datetime
    end: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week: from a Monday to a Sunday; the first of a year holds its first Thursday."""

    year: int
    number: int

    @classmethod
    def parse(cls, written: str) -> Self:
        """From `2026-W47`. Raises NoSuchWeek."""
        found = _WRITTEN.fullmatch(written.strip())
        if not found:
            raise NoSuchWeek(written)
        week = cls(int(found[1]), int(found[2]))
        try:
            _ = week.first
        except ValueError as fault:
            raise NoSuchWeek(written) from fault
        return week

    @classmethod
    def of(cls, day: date) -> Self:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def first(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.first + timedelta(days=_DAYS - 1)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=place) for place in range(_DAYS))

    def before(self, weeks: int = 1) -> "Week":
        """So many weeks earlier; a negative number of weeks is later."""
        return Week.of(self.first - timedelta(weeks=weeks))

    def span(self, zone: tzinfo) -> Span:
        return Span(start=_midnight(self.first, zone), end=_midnight(self.before(-1).first, zone))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


def span_of_day(day: date, zone: tzinfo) -> Span:
    """From its midnight to the next."""
    return Span(start=_midnight(day, zone), end=_midnight(day + timedelta(days=1), zone))


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
