"""What speaks for each entry when a question is asked."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.encoder import Encoder
from knowledge_base.entries import TopicKind
from knowledge_base.search.index import Index
from knowledge_base.search.naming import Named, Names
from knowledge_base.search.owners import NEAREST
from knowledge_base.search.sounds import sounded

Scores = NDArray[np.float32]

MEASURED = (
    "closest_phrasing",
    "nearest_phrasings",
    "passage",
    "asked_pairs",
    "asked_sounds",
    "answered_pairs",
)
NAMED = ("topic_named", "medicine_named", "indicator_named", "requested", "request_likely")
# What the same measures weigh more or less where medicines and indicators are compared with their frames.
FRAMED = tuple(f"framed_{name}" for name in MEASURED if name != "passage")
SIGNALS = (*MEASURED, *FRAMED, *NAMED)
MOST_SUBJECTS = 4
LONGEST_STORY = 80  # characters; a long story is less like any phrasing, and no less ours for that


@dataclass(frozen=True, kw_only=True)
class Signals:
    """One value an entry in each; cosines of turned vectors and pair scores as they are, naming 0 or 1.

    `request_likely` lies between 0 and 1. `candidates` tells the entries that can be meant at all: every
    plain one, and of medicines and indicators those that are named. `named` is what the question names.
    `unturned` tells an entry's cosines as the model alone sees them.
    """

    closest_phrasing: Scores
    nearest_phrasings: Scores
    passage: Scores
    asked_pairs: Scores
    asked_sounds: Scores
    answered_pairs: Scores
    topic_named: Scores
    medicine_named: Scores
    indicator_named: Scores
    requested: Scores
    request_likely: Scores
    length: int
    plain: int
    unturned: Callable[[int], tuple[Scores, float]]
    candidates: NDArray[np.bool_]
    named: Named

    def relative(self) -> NDArray[np.float64]:
        """Entries × signals: every measure but naming seen against the question's own distribution.

        The model's cosines are squeezed and move with the question, so only their spread tells rank.
        """
        measured = {name: _standardised(getattr(self, name), among=self.plain) for name in MEASURED}
        is_framed = np.arange(len(self.candidates)) >= self.plain
        framed = (values * is_framed for name, values in measured.items() if f"framed_{name}" in FRAMED)
        named = (getattr(self, name).astype(np.float64) for name in NAMED)
        return np.stack([*measured.values(), *framed, *named], axis=1)

    def evidence(self, row: int) -> NDArray[np.float64]:
        """What speaks for this entry, in units that compare between questions."""
        phrasings, passage = self.unturned(row)
        nearest = np.sort(phrasings)[-NEAREST:]
        named = self.medicine_named[row] + self.indicator_named[row]
        return np.array(
            [
                nearest[-1] if nearest.size else 0.0,
                nearest.mean() if nearest.size else 0.0,
                passage,
                np.log1p(self.asked_pairs[row]),
                np.log1p(self.asked_sounds[row]),
                self.topic_named[row],
                named,
                self.requested[row],
                self.request_likely[row],
                min(self.length, LONGEST_STORY),
            ],
            np.float64,
        )


def signals_of(text: str, *, index: Index, names: Names, encoder: Encoder) -> Signals:
    """Raises EncoderBroken."""
    vector, named = encoder.question(text), names.named_in(text)
    seen = index.seen(vector)
    widened = index.lexicon.widened(text)
    closest, nearest = index.owners.nearest(index.phrasing_cosines(seen))
    size, plain = len(index.entries), index.plain

    def plain_only(values: Scores) -> Scores:
        return np.concatenate([values[:plain], np.zeros(size - plain, np.float32)])

    signals = Signals(
        closest_phrasing=plain_only(closest),
        nearest_phrasings=plain_only(nearest),
        passage=plain_only(index.passage_cosines(seen)),
        asked_pairs=plain_only(index.asked.scores(widened)),
        asked_sounds=plain_only(index.sounds.scores(sounded(widened))),
        answered_pairs=plain_only(index.answered.scores(widened)),
        topic_named=np.zeros(size, np.float32),
        medicine_named=np.zeros(size, np.float32),
        indicator_named=np.zeros(size, np.float32),
        requested=np.zeros(size, np.float32),
        request_likely=np.zeros(size, np.float32),
        length=len(text),
        plain=plain,
        unturned=lambda row: index.unturned_cosines(
            row, vector=vector if row < plain else encoder.question(named.masked)
        ),
        candidates=np.arange(size) < plain,
        named=named,
    )
    for topic in named.topics:
        signals.topic_named[index.rows_of[topic]] = 1
    likely = index.learned.requests.likely(vector)
    for row, pattern in index.requests:
        signals.requested[row] = float(pattern.search(text) is not None)
        signals.request_likely[row] = likely.get(index.entries[row].id, 0.0)
    if named.subjects:
        _add_subjects(signals, index=index, encoder=encoder)
    return signals


def _add_subjects(signals: Signals, *, index: Index, encoder: Encoder) -> None:
    """What the frames say about the medicines and indicators named."""
    named, plain = signals.named, signals.plain
    vector = index.seen(encoder.question(named.masked))
    closest, nearest = index.frame_owners.nearest(index.frame_cosines(vector))
    asked = index.asked.scores(named.masked)[plain:]
    sounds = index.sounds.scores(sounded(named.masked))[plain:]
    answered = index.framed_answered.scores(index.lexicon.widened(named.masked))
    for subject in map(index.topics.__getitem__, named.subjects[:MOST_SUBJECTS]):
        rows = index.rows_of[subject.id]
        sections = index.sections[rows - plain]
        signals.closest_phrasing[rows] = closest[sections]
        signals.nearest_phrasings[rows] = nearest[sections]
        signals.asked_pairs[rows] = asked[sections]
        signals.asked_sounds[rows] = sounds[sections]
        signals.answered_pairs[rows] = answered[rows - plain]
        signals.topic_named[rows] = float(not named.topics.isdisjoint(subject.belongs_to))
        is_medicine = subject.kind is TopicKind.MEDICINE
        (signals.medicine_named if is_medicine else signals.indicator_named)[rows] = 1
        signals.candidates[rows] = True
    # A framed entry has no passage: it is given the place its frames have among the phrasings.
    place = _standardised(signals.nearest_phrasings, among=plain)[plain:]
    passages = signals.passage[:plain]
    signals.passage[plain:] = passages.mean() + place * passages.std()


def _standardised(values: Scores, *, among: int) -> NDArray[np.float64]:
    """Seen against the first `among` values: those that every question has."""
    exact = values.astype(np.float64)
    deviation = float(exact[:among].std())
    return (exact - exact[:among].mean()) / deviation if deviation > 0 else np.zeros_like(exact)
