"""How a caller wants to be spoken to."""

from dataclasses import dataclass, fields
from enum import StrEnum


class Switch(StrEnum):
    """What the caller himself asked for; it holds until he says the other."""

    SLOW = "slow"
    NORMAL = "normal"


@dataclass(frozen=True, kw_only=True)
class Manner:
    """Everything off is how everybody is spoken to who never rang before."""

    slower: bool = False
    longer_waits: bool = False
    twice: bool = False
    keys_first: bool = False
    person_sooner: bool = False

    @classmethod
    def of(cls, names: frozenset[str]) -> "Manner":
        return cls(**{one.name: one.name in names for one in fields(cls)})
