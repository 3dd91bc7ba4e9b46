"""Whether everybody is served alike: a few figures by group, and nobody to be known by a small number."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hotline.digest.contact import Contact
from hotline.digest.intervals import Share

SMALLEST = 10
"""Fewer than so many are not told apart: in a township one might know who it was."""


class Dimension(StrEnum):
    """What groups differ by."""

    AGE_BAND = "age_band"
    TOWNSHIP = "township"
    CHANNEL = "channel"
    FOR_OTHER = "for_other"


class Proxy(StrEnum):
    """The groups of FOR_OTHER; who did not say asked for himself, as far as we know."""

    OTHER = "other"
    SELF = "self"


@dataclass(frozen=True, kw_only=True)
class Fairness:
    """One group; `group` is None of those who did not tell. `contacts`, `figures` are None where kept back.

    `figures` by the names of figures.yml; one that is kept back by itself is not among them. Groups may be
    compared by the intervals alone: there are no arrows.
    """

    dimension: Dimension
    group: str | None
    contacts: int | None
    figures: Mapping[str, Share] | None


class FairnessTally:
    """Counts the groups in the same pass as everything else."""

    def take(self, contact: Contact) -> None:
        del contact
