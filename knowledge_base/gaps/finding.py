"""From eight weeks of questions without an answer to what is missing in what we know."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from knowledge_base.needs import KeptVectors
from knowledge_base.needs.finding import WEEKS


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """One question without an answer; `week` is 0 for the week looked at, 1 for the one before."""

    contact: str
    caller: str
    week: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """`weeks` counts contacts, the week looked at first; `why` counts questions by what they lacked.

    `nearest` are entries with the model's own cosine, best first, however far they lie. `examples` may be
    shown, and may be none; `texts` are the callers' own words, the most central first: to search by, never
    to show. `known_as` are the ids of all its texts: `id` is among them, and one of an earlier week too.
    """

    id: str
    name: str
    questions: int
    callers: int
    weeks: tuple[int, ...]
    examples: tuple[str, ...]
    nearest: tuple[tuple[str, float], ...]
    why: dict[str, int]
    texts: tuple[str, ...]
    known_as: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """Those most callers asked first; `looked_at` of all `contacts`."""

    found: tuple[Gap, ...]
    contacts: int
    looked_at: int


def find_gaps(
    lacking: Iterable[Lacking], *, vectors: KeptVectors, vocabulary: Collection[str] = ()
) -> Gaps:
    """Raises EncoderBroken."""
    raise NotImplementedError(lacking, vectors, vocabulary, WEEKS)
