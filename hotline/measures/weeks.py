"""Which weeks are held against each other: before a measure and after it, and never the week it came in.

Nor the week it was picked from: a need that was picked because many asked for it in that week would be
asked for less in the next ones by itself (regression to the mean).
"""

from dataclasses import dataclass
from datetime import date

from hotline.weeks import Week

BEFORE = 8
TERMS = (4, 8)
"""Weeks after which it is said whether fewer asked."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The nearest weeks first on both sides."""

    before: tuple[Week, ...]
    after: tuple[Week, ...]

    @property
    def all(self) -> tuple[Week, ...]:
        return self.before + self.after


def compared(*, begun_on: date, picked: Week | None, ended_on: date | None = None) -> Compared:
    """Whole weeks only; none after the measure was stopped.

    A measure that begins on a Monday works the whole of that week: then no week is left out for it.
    """
    begins = Week.of(begun_on)
    first = begins if begun_on == begins.first else begins.after()
    earlier = (begins.before(back) for back in range(1, BEFORE + 2))
    after = (first.after(place) for place in range(max(TERMS)))
    return Compared(
        before=tuple(week for week in earlier if week != picked)[:BEFORE],
        after=tuple(week for week in after if ended_on is None or week.last < ended_on),
    )


def due_on(*, begun_on: date, weeks: int) -> date:
    """The last day of the last of so many weeks."""
    begins = Week.of(begun_on)
    whole = weeks - 1 if begun_on == begins.first else weeks
    return begins.after(whole).last
