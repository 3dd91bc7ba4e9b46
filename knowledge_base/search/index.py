"""Everything a question is compared with, built once and then only read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.encoder import Encoder, Matrix, Vector
from knowledge_base.entries import Entry, KnowledgeBase, Topic, TopicKind
from knowledge_base.frames import all_frames, section_of
from knowledge_base.lexicon import Lexicon
from knowledge_base.search.bigrams import Bigrams
from knowledge_base.search.embedded import Embedded, embedded
from knowledge_base.search.learned import Learned
from knowledge_base.search.owners import Owners
from knowledge_base.search.sounds import sounded
from knowledge_base.search.vectors import Progress

Rows = NDArray[np.int64]
FRAMED = (TopicKind.MEDICINE, TopicKind.INDICATOR)


@dataclass(frozen=True, kw_only=True)
class Index:
    """The entries in a fixed order: first the plain ones, then those of medicines and indicators.

    The plain entries own the phrasings; passages stand one a plain entry. The framed entries share the
    frames of their kind: sections own the frames, and `sections` gives each framed entry's section.
    Questions are ranked by vectors that the projection turned, theirs as well (`seen`); `unturned` are the
    model's own, by whose cosines we tell whether a question is ours at all.
    `asked` holds the plain entries, then the sections; `sounds` the same by their sound. `rows_of` tells
    where each topic's entries stand, `requests` which words ask for a refusal (`learned` hears more).
    """

    entries: tuple[Entry, ...]
    plain: int
    lexicon: Lexicon
    learned: Learned
    unturned: Embedded
    phrasings: faiss.IndexFlatIP
    owners: Owners
    passages: faiss.IndexFlatIP
    frames: faiss.IndexFlatIP
    frame_owners: Owners
    sections: Rows
    topics: Mapping[str, Topic]
    rows_of: Mapping[str, Rows]
    requests: tuple[tuple[int, re.Pattern[str]], ...]
    asked: Bigrams
    sounds: Bigrams
    answered: Bigrams
    framed_answered: Bigrams

    def seen(self, vector: Vector) -> Vector:
        """A question's vector as it is compared with everything here."""
        turned: Vector = self.learned.projection.questions(vector[None, :])[0]
        return turned

    def phrasing_cosines(self, vector: Vector) -> Vector:
        return _all_cosines(self.phrasings, vector)

    def passage_cosines(self, vector: Vector) -> Vector:
        return _all_cosines(self.passages, vector)

    def unturned_cosines(self, row: int, *, vector: Vector) -> tuple[Vector, float]:
        """An entry's phrasings, or its frames, seen by the model alone, and its passage.

        A framed entry has no passage: what its frames come to stands for it.
        """
        if row < self.plain:
            phrasings = self.unturned.phrasings[self.owners.rows_of(row)] @ vector
            return phrasings, float(self.unturned.passages[row] @ vector)
        frames = (
            self.unturned.frames[self.frame_owners.rows_of(int(self.sections[row - self.plain]))] @ vector
        )
        return frames, float(np.mean(frames))

    def frame_cosines(self, vector: Vector) -> Vector:
        return _all_cosines(self.frames, vector)


def build_index(
    knowledge: KnowledgeBase,
    *,
    lexicon: Lexicon,
    encoder: Encoder,
    kept_in: Path | None,
    progress: Progress | None = None,
    learned: Learned | None = None,
) -> Index:
    """Encode what is not kept in the file yet, and index everything; no file keeps nothing.

    Raises EncoderBroken.
    """
    faiss.omp_set_num_threads(1)  # a few thousand rows: waking threads costs more than it saves
    learned = learned or Learned.read(encoder)
    turn = learned.projection
    topics = sorted(knowledge.topics, key=lambda topic: topic.kind.is_framed)
    plain, framed = plain_entries(knowledge), _framed(topics)
    vectors = embedded(plain, frames=framed.texts, encoder=encoder, kept_in=kept_in, progress=progress)
    asked = [*_asked(plain, knowledge=knowledge, lexicon=lexicon), *framed.by_section()]
    return Index(
        entries=(*plain, *framed.entries),
        plain=len(plain),
        lexicon=lexicon,
        learned=learned,
        unturned=vectors,
        phrasings=_flat(turn.questions(vectors.phrasings)),
        owners=Owners([len(entry.questions) for entry in plain]),
        passages=_flat(turn.passages(vectors.passages)),
        frames=_flat(turn.questions(vectors.frames)),
        frame_owners=Owners(framed.counts),
        sections=framed.places,
        topics={topic.id: topic for topic in topics},
        rows_of=_rows_of(topics),
        requests=_requests(plain),
        asked=Bigrams(asked),
        sounds=Bigrams([sounded(text) for text in asked]),
        answered=Bigrams([lexicon.widened(entry.answer) for entry in plain]),
        framed_answered=Bigrams([lexicon.widened(entry.answer) for entry in framed.entries]),
    )


@dataclass(frozen=True, kw_only=True)
class _Framed:
    """The entries of medicines and indicators, and the sections whose frames they share.

    `texts` are the frames section by section, `counts` of them each; `places` tells each entry's section.
    """

    entries: tuple[Entry, ...]
    texts: tuple[str, ...]
    counts: tuple[int, ...]
    places: Rows

    def by_section(self) -> list[str]:
        ends = np.cumsum(self.counts)
        spans = zip((0, *ends[:-1]), ends, strict=True)
        return ["\n".join(self.texts[first:last]) for first, last in spans]


def _framed(topics: Sequence[Topic]) -> _Framed:
    frames = list(all_frames(FRAMED))
    sections = list(dict.fromkeys((kind, name) for kind, name, _ in frames))
    texts = {one: [text for kind, name, text in frames if (kind, name) == one] for one in sections}
    entries = [(topic, entry) for topic in topics if topic.kind.is_framed for entry in topic.searched]
    places = [sections.index((topic.kind, section_of(entry.id))) for topic, entry in entries]
    return _Framed(
        entries=tuple(entry for _, entry in entries),
        texts=tuple(text for one in sections for text in texts[one]),
        counts=tuple(len(texts[one]) for one in sections),
        places=np.array(places, np.int64),
    )


def _requests(entries: Sequence[Entry]) -> tuple[tuple[int, re.Pattern[str]], ...]:
    heard = ((row, "|".join(entry.patterns)) for row, entry in enumerate(entries) if entry.patterns)
    return tuple((row, re.compile(patterns)) for row, patterns in heard)


def plain_entries(knowledge: KnowledgeBase) -> list[Entry]:
    """Those with phrasings of their own, in the order of the index."""
    return [entry for topic in knowledge.topics if not topic.kind.is_framed for entry in topic.searched]


def _rows_of(topics: Sequence[Topic]) -> dict[str, Rows]:
    """The rows of each topic's entries, which stand together."""
    rows: dict[str, Rows] = {}
    first = 0
    for topic in topics:
        rows[topic.id] = np.arange(first, first + len(topic.searched))
        first += len(topic.searched)
    return rows


def _asked(entries: Sequence[Entry], *, knowledge: KnowledgeBase, lexicon: Lexicon) -> list[str]:
    names = {topic.id: " ".join(topic.names) for topic in knowledge.topics}
    return [lexicon.widened("\n".join([*entry.questions, names[entry.topic_id]])) for entry in entries]


def _flat(vectors: Matrix) -> faiss.IndexFlatIP:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    return index


def _all_cosines(index: faiss.IndexFlatIP, vector: Vector) -> Vector:
    """Every row's cosine, in the order of the rows: fusing needs the whole distribution, not its head."""
    rows = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(index.ntotal, index.d)
    cosines: Vector = faiss.pairwise_distances(vector[None, :], rows, metric=faiss.METRIC_INNER_PRODUCT)[0]
    return cosines
