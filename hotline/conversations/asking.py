"""What is kept in the open of one message of a caller: whether we could help, and of what sort he is."""

from dataclasses import dataclass
from enum import StrEnum

_ENDS = (14, 18, 45, 65, 80)
"""Years at which a band ends."""


class Missed(StrEnum):
    """Why a question got no answer: a disease we have nothing about, no entry that fits, or no search."""

    UNCOVERED = "uncovered"
    ABSTAINED = "abstained"
    UNAVAILABLE = "unavailable"


class AgeBand(StrEnum):
    """Wide enough that nobody is known by his; the oldest are told apart, for they are who we are for."""

    CHILD = "under_14"
    YOUTH = "14_to_17"
    YOUNG = "18_to_44"
    MIDDLE = "45_to_64"
    OLD = "65_to_79"
    OLDEST = "80_and_over"

    @classmethod
    def of(cls, years: int) -> "AgeBand":
        return list(cls)[sum(years >= end for end in _ENDS)]


@dataclass(frozen=True, kw_only=True)
class Asker:
    """As far as the message tells: None is not told. `for_other`: asked for somebody else than the caller.

    `township` is one of the county's own, by its name.
    """

    age_band: AgeBand | None = None
    for_other: bool | None = None
    township: str | None = None
