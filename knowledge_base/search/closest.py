"""What we know that comes nearest to a question, however far it lies: for staff who look after gaps."""

from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np

from knowledge_base.embedding.encoder import Encoder, Vector
from knowledge_base.entries import Entry, TopicKind
from knowledge_base.search.index import Index
from knowledge_base.search.naming import Names


@dataclass(frozen=True)
class Near:
    """An entry with the model's own cosine to the question: comparable between questions."""

    entry: Entry
    cosine: float


class NearSearch(Protocol):
    """A search that can be asked what comes nearest where it says nothing."""

    def closest(self, question: str, *, limit: int = 3) -> tuple[Near, ...]:
        """Nearest first; fewer where we know less. Raises SearchUnavailable."""
        ...

    def middle(self) -> Vector:
        """The mean vector of all phrasings, by the model itself. Raises SearchUnavailable."""
        ...


def closest_entries(
    text: str, *, index: Index, names: Names, encoder: Encoder, limit: int
) -> tuple[Near, ...]:
    """By their nearest phrasing; medicines and indicators by their frames, where they are named.

    Raises EncoderBroken.
    """
    named = names.named_in(text)
    near, _ = index.owners.nearest(index.unturned.phrasings @ encoder.question(text))
    cosines = {row: float(near[row]) for row in range(index.plain)}
    if named.subjects:
        frames, _ = index.frame_owners.nearest(index.unturned.frames @ encoder.question(named.masked))
        for row in np.concatenate([index.rows_of[subject] for subject in named.subjects]).tolist():
            cosines[row] = float(frames[index.sections[row - index.plain]])
    best = sorted(cosines, key=lambda row: (-cosines[row], row))
    given = (Near(index.entries[row], cosines[row]) for row in best if not _is_refusal(index, row))
    return tuple(islice(given, limit))


def _is_refusal(index: Index, row: int) -> bool:
    return index.topics[index.entries[row].topic_id].kind is TopicKind.REFUSAL
