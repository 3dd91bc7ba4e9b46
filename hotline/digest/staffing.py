"""What one more nurse would change: waiting by Erlang C, on the callers who really came.

Erlang C (A. K. Erlang, 1917): callers come at random at a constant rate, each is served in an exponential
time, nobody gives up. Those who do give up wait less than it says.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import exp

FULL = 0.999
"""Busier than this share of the time nobody keeps up: the formula's wait has grown to days."""


class Overrun(Exception):  # noqa: N818 - a noun of the trade
    """More work comes than so many can do: the line grows without end."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """Callers who want a person: so many an hour, each taking `handling` of a nurse's time."""

    an_hour: float
    handling: timedelta

    @property
    def offered(self) -> float:
        """Nurses kept busy on average, in Erlang."""
        return self.an_hour * self.handling.total_seconds() / 3600


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`waits` is the share of callers who wait at all; `within` of those who are answered in `patience`."""

    nurses: int
    busy: float
    waits: float
    mean: timedelta
    within: float


def waiting(load: Load, *, nurses: int, patience: timedelta) -> Waiting:
    """Raises Overrun where so many nurses cannot keep up."""
    offered = load.offered
    if offered >= nurses * FULL:
        raise Overrun(nurses)
    waits = _erlang_c(offered, nurses)
    seconds = load.handling.total_seconds()
    spare = (nurses - offered) / seconds if seconds else float("inf")
    within = 1 - waits * exp(-spare * patience.total_seconds())
    return Waiting(
        nurses=nurses,
        busy=offered / nurses,
        waits=waits,
        mean=timedelta(seconds=waits / spare),
        within=within,
    )


def enough_nurses(load: Load) -> int:
    """The fewest who keep up."""
    return int(load.offered / FULL) + 1


def _erlang_c(offered: float, nurses: int) -> float:
    """By the recursion of Erlang B, which neither overflows nor loses figures."""
    blocked = 1.0
    for place in range(1, nurses + 1):
        blocked = offered * blocked / (place + offered * blocked)
    busy = offered / nurses
    return blocked / (1 - busy * (1 - blocked))
