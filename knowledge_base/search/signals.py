"""What speaks for each entry when a question is asked."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.encoder import Encoder
from knowledge_base.search.index import Index
from knowledge_base.search.naming import Names

Scores = NDArray[np.float32]

NEAREST = 3
SIGNALS = ("closest_phrasing", "nearest_phrasings", "passage", "asked_pairs", "answered_pairs", "topic_named")


@dataclass(frozen=True, kw_only=True)
class Signals:
    """One value an entry in each; cosines as they are, pair scores as they are, naming 0 or 1."""

    closest_phrasing: Scores
    nearest_phrasings: Scores
    passage: Scores
    asked_pairs: Scores
    answered_pairs: Scores
    topic_named: Scores

    def relative(self) -> NDArray[np.float64]:
        """Entries × signals: every measure but naming seen against the question's own distribution.

        The model's cosines are squeezed and move with the question, so only their spread tells rank.
        """
        columns = [getattr(self, name) for name in SIGNALS]
        return np.stack([*map(_standardised, columns[:-1]), columns[-1].astype(np.float64)], axis=1)

    def absolute(self, row: int) -> NDArray[np.float64]:
        """One entry's evidence in units that compare between questions."""
        return np.array(
            [
                self.closest_phrasing[row],
                self.nearest_phrasings[row],
                self.passage[row],
                np.log1p(self.asked_pairs[row]),
                self.topic_named[row],
            ],
            np.float64,
        )


def signals_of(text: str, *, index: Index, names: Names, encoder: Encoder) -> Signals:
    """Raises EncoderBroken."""
    vector = encoder.question(text)
    widened = index.lexicon.widened(text)
    closest, nearest = _by_entry(index.phrasing_cosines(vector), owners=index.owners)
    named = names.named_in(widened)
    return Signals(
        closest_phrasing=closest,
        nearest_phrasings=nearest,
        passage=index.passage_cosines(vector),
        asked_pairs=index.asked.scores(widened),
        answered_pairs=index.answered.scores(widened),
        topic_named=np.array([entry.topic_id in named for entry in index.entries], np.float32),
    )


def _by_entry(cosines: Scores, *, owners: NDArray[np.int64]) -> tuple[Scores, Scores]:
    """The closest phrasing of each entry, and the mean of its three nearest."""
    order = np.lexsort((-cosines, owners))
    ranked, counts = cosines[order], np.bincount(owners)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    taken = np.minimum(counts, NEAREST)
    sums = sum(
        np.where(place < taken, ranked[starts + np.minimum(place, taken - 1)], 0) for place in range(NEAREST)
    )
    return ranked[starts], (sums / taken).astype(np.float32)


def _standardised(values: Scores) -> NDArray[np.float64]:
    exact = values.astype(np.float64)
    deviation = float(exact.std())
    return (exact - exact.mean()) / deviation if deviation > 0 else np.zeros_like(exact)
