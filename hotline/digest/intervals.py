"""How sure a figure is: nothing is called a change that chance alone explains.

Shares have Wilson's interval (E. B. Wilson, JASA 1927). Counts are compared as a ratio of rates on the
logarithm, with the spread of the weeks before as the measure of chance where it is more than Poisson's
(quasi-Poisson).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, log, sqrt
from statistics import fmean, variance

Z = 1.96
"""Nineteen times of twenty."""

_HALF = 0.5


@dataclass(frozen=True, kw_only=True)
class Share:
    """`count` of `among`, with the true share between `low` and `high` nineteen times of twenty; 0 to 1."""

    count: int
    among: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """None where there was nothing to be a share of."""
        return self.count / self.among if self.among else None


def share(count: int, *, among: int) -> Share:
    if among == 0:
        return Share(count=0, among=0, low=0.0, high=1.0)
    part, square = count / among, Z * Z
    middle = part + square / (2 * among)
    reach = Z * sqrt(part * (1 - part) / among + square / (4 * among * among))
    whole = 1 + square / among
    # The ends are exact where nobody or everybody was counted: rounding would leave a trace of the other.
    low = 0.0 if count == 0 else (middle - reach) / whole
    high = 1.0 if count == among else (middle + reach) / whole
    return Share(count=count, among=among, low=low, high=high)


class Trend(StrEnum):
    """What may be said of a change."""

    ROSE = "rose"
    FELL = "fell"
    STEADY = "steady"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A count against the mean of the weeks before: `ratio` of the two, with its interval."""

    count: int
    usual: float
    ratio: float
    low: float
    high: float

    @property
    def trend(self) -> Trend:
        """STEADY wherever the interval holds 1: then there is no arrow."""
        if self.high == inf:
            return Trend.UNKNOWN
        if self.low > 1:
            return Trend.ROSE
        return Trend.FELL if self.high < 1 else Trend.STEADY


def weeks_open(totals: Sequence[int]) -> int:
    """In how many of the weeks before, the nearest first, there was a hotline.

    Empty ones at the far end are not among them: against those every hotline's first weeks would have risen.
    """
    return max((place for place, total in enumerate(totals, start=1) if total), default=0)


def change(count: int, *, before: Sequence[int]) -> Change:
    """`before` are the same count in earlier weeks; with fewer than two of them nothing can be said."""
    usual = fmean(before) if before else 0.0
    ratio = (count + _HALF) / (usual + _HALF)
    if len(before) < 2:  # noqa: PLR2004 - a spread needs two
        return Change(count=count, usual=usual, ratio=ratio, low=0.0, high=inf)
    spread = max(1.0, variance(before) / usual) if usual else 1.0
    error = sqrt(spread * (1 / (count + _HALF) + 1 / (sum(before) + _HALF)))
    low, high = exp(log(ratio) - Z * error), exp(log(ratio) + Z * error)
    return Change(count=count, usual=usual, ratio=ratio, low=low, high=high)
