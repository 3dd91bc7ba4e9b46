"""Whether fewer asked than before: counts held against all who turned to us, with what chance may do.

A ratio of rates on the logarithm, quasi-Poisson like the digest's other changes: the spread of weeks around
their own side's rate widens the interval wherever it is more than Poisson's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, inf, log, sqrt

from hotline.digest import Change, Trend
from hotline.digest.intervals import Z

FEWEST_WEEKS = 3
"""Before: a spread of fewer is no spread."""

_HALF = 0.5


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Of one week: `asked` contacts fitted, of all `contacts` whose words there were."""

    asked: int
    contacts: int


def compare(before: Sequence[Counted], after: Sequence[Counted]) -> Change:
    """`count` is of all weeks after; `usual` what it would be, had as many of all contacts asked as before.

    Where nothing can be said, the interval has no end.
    """
    before, after = [[one for one in side if one.contacts] for side in (before, after)]
    asked, contacts = _sums(after)
    asked_before, contacts_before = _sums(before)
    if len(before) < FEWEST_WEEKS or not after:
        return Change(count=asked, usual=0.0, ratio=1.0, low=0.0, high=inf)
    usual = contacts * asked_before / contacts_before
    ratio = (asked + _HALF) / contacts * contacts_before / (asked_before + _HALF)
    spread, free = _spread(before, after), len(before) + len(after) - 2
    error = sqrt(spread * (1 / (asked + _HALF) + 1 / (asked_before + _HALF)))
    reach = error * (Z if spread == 1 else _student(free))
    low, high = exp(log(ratio) - reach), exp(log(ratio) + reach)
    return Change(count=asked, usual=usual, ratio=ratio, low=low, high=high)


def verdict(before: Sequence[Counted], after: Sequence[Counted]) -> Trend:
    """UNKNOWN where so few asked before that even nobody afterwards would have been no proof."""
    found = compare(before, after).trend
    if found is not Trend.STEADY:
        return found
    nobody = compare(before, [replace(one, asked=0) for one in after])
    return Trend.STEADY if nobody.trend is Trend.FELL else Trend.UNKNOWN


def _student(free: int) -> float:
    """Z where the spread is itself estimated: Student's t by its expansion (Abramowitz, Stegun 26.7.5)."""
    second = (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96
    return Z + (Z**3 + Z) / (4 * free) + second / free**2


def _sums(side: Sequence[Counted]) -> tuple[int, int]:
    return sum(one.asked for one in side), sum(one.contacts for one in side)


def _spread(*sides: Sequence[Counted]) -> float:
    """Pearson's, of all weeks around the rate of their side; never less than that of chance alone."""
    total, free = 0.0, -len(sides)
    for side in sides:
        asked, contacts = _sums(side)
        free += len(side)
        for one in side:
            usual = one.contacts * asked / contacts
            total += (one.asked - usual) ** 2 / usual if usual else 0.0
    return max(1.0, total / free) if free > 0 else 1.0
