"""The hours of an ordinary week, with the lunch break left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

MIDNIGHT, NEXT_MIDNIGHT = timedelta(0), timedelta(days=1)


class NeverWorks(Exception):  # noqa: N818 - a noun of the trade
    """No working time comes within the years we look ahead."""


@dataclass(frozen=True, order=True)
class Period:
    """Working hours without a break, counted from local midnight; `ends` is excluded."""

    starts: timedelta
    ends: timedelta

    def __post_init__(self) -> None:
        if not MIDNIGHT <= self.starts < self.ends <= NEXT_MIDNIGHT:
            raise ValueError(f"a period ends after it starts, within one day: {self.starts}, {self.ends}")


@dataclass(frozen=True, kw_only=True)
class WorkingWeek:
    """Periods by weekday (1 is Monday), ordered and apart; a weekday left out is free.

    `make_up` are the hours of a weekend day worked in exchange for a holiday. A department that keeps no
    holidays works its week whatever the table says.
    """

    days: Mapping[int, tuple[Period, ...]]
    make_up: tuple[Period, ...] = ()
    keeps_holidays: bool = True

    def __post_init__(self) -> None:
        for periods in (*self.days.values(), self.make_up):
            if any(later.starts < earlier.ends for earlier, later in pairwise(periods)):
                raise ValueError("the periods of a day are ordered and do not overlap")

    def periods(self, weekday: int) -> tuple[Period, ...]:
        return self.days.get(weekday, ())


AROUND_THE_CLOCK = WorkingWeek(
    days=dict.fromkeys(range(1, 8), (Period(MIDNIGHT, NEXT_MIDNIGHT),)), keeps_holidays=False
)
