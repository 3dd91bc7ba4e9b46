"""Whether the hospital's own words would be found, and whether anything else would be found no more."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A question asked on trial: `found` under the own words' entry, else what would be told `instead`.

    `reason` tells why nothing would be answered: a `Reason` of the search. `is_own` are the own phrasings,
    which must be answered alone; of other questions the entry must at least come first.
    """

    question: str
    found: bool
    instead: str | None = None
    reason: str | None = None
    is_own: bool = True


@dataclass(frozen=True, kw_only=True)
class Disturbed:
    """A phrasing of another entry that finds its entry today, and with the own words would not.

    `now` is the entry given instead; None where nothing would be said any more.
    """

    question: str
    entry_id: str
    now: str | None


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of it; `faults` are what keeps the words from being laid over at all (nothing was tried)."""

    asked: tuple[Tried, ...] = ()
    disturbed: tuple[Disturbed, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.faults and not self.disturbed and all(one.found for one in self.asked)
