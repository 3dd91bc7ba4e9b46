"""A week as staff speak of it: Monday to Sunday, by its ISO number."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_NAME = re.compile(r"(\d{4})-W(\d{2})")
_DAYS = 7


class NoSuchWeek(Exception):  # noqa: N818 - a noun of the trade
    """`said` names no week."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, order=True)
class Week:
    """Known by its Monday, which must be one."""

    monday: date

    @classmethod
    def of(cls, on: date) -> Self:
        return cls(on - timedelta(days=on.isoweekday() - 1))

    @classmethod
    def named(cls, name: str) -> Self:
        """As `2026-W48`. Raises NoSuchWeek."""
        found = _NAME.fullmatch(name.strip())
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1)) if found else cls._none(name)
        except ValueError:
            raise NoSuchWeek(name) from None

    @classmethod
    def _none(cls, name: str) -> Self:
        raise NoSuchWeek(name)

    @property
    def name(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.day(_DAYS)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.day(weekday) for weekday in range(1, _DAYS + 1))

    def day(self, weekday: int) -> date:
        """1 is Monday."""
        return self.monday + timedelta(days=weekday - 1)

    def moved(self, weeks: int) -> Self:
        return type(self)(self.monday + timedelta(weeks=weeks))


def weeks_between(first: date, last: date) -> tuple[Week, ...]:
    """Every week that has one of these days."""
    week, found = Week.of(first), []
    while week.monday <= last:
        found.append(week)
        week = week.moved(1)
    return tuple(found)
