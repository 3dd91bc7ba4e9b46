"""Everything a question is compared with, built once and then only read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.encoder import Encoder, Matrix, Vector
from knowledge_base.entries import Entry, KnowledgeBase
from knowledge_base.lexicon import Lexicon
from knowledge_base.search.bigrams import Bigrams
from knowledge_base.search.vectors import Progress, Text, vectors_of

Rows = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Index:
    """The entries in a fixed order, with their vectors and their character pairs in the same order.

    A phrasing's row leads to its entry by `owners`; passages stand one an entry.
    """

    entries: tuple[Entry, ...]
    lexicon: Lexicon
    phrasings: faiss.IndexFlatIP
    owners: Rows
    passages: faiss.IndexFlatIP
    asked: Bigrams
    answered: Bigrams

    def phrasing_cosines(self, vector: Vector) -> Vector:
        return _all_cosines(self.phrasings, vector)

    def passage_cosines(self, vector: Vector) -> Vector:
        return _all_cosines(self.passages, vector)


def build_index(
    knowledge: KnowledgeBase,
    *,
    lexicon: Lexicon,
    encoder: Encoder,
    kept_in: Path,
    progress: Progress | None = None,
) -> Index:
    """Encode what is not kept in the file yet, and index everything. Raises EncoderBroken."""
    faiss.omp_set_num_threads(1)  # a few thousand rows: waking threads costs more than it saves
    entries = tuple(knowledge.entries.values())
    phrasings = [Text("question", phrasing) for entry in entries for phrasing in entry.questions]
    passages = [Text("passage", f"{entry.title}\n{entry.answer}") for entry in entries]
    vectors = vectors_of([*phrasings, *passages], encoder=encoder, kept_in=kept_in, progress=progress)
    names = {topic.id: " ".join(topic.names) for topic in knowledge.topics}
    return Index(
        entries=entries,
        lexicon=lexicon,
        phrasings=_flat(vectors[: len(phrasings)]),
        owners=np.repeat(np.arange(len(entries)), [len(entry.questions) for entry in entries]),
        passages=_flat(vectors[len(phrasings) :]),
        asked=Bigrams(_asked(entries, names=names, lexicon=lexicon)),
        answered=Bigrams([lexicon.widened(entry.answer) for entry in entries]),
    )


def _asked(entries: Sequence[Entry], *, names: dict[str, str], lexicon: Lexicon) -> list[str]:
    return [lexicon.widened("\n".join([*entry.questions, names[entry.topic_id]])) for entry in entries]


def _flat(vectors: Matrix) -> faiss.IndexFlatIP:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    return index


def _all_cosines(index: faiss.IndexFlatIP, vector: Vector) -> Vector:
    """Every row's cosine, in the order of the rows: fusing needs the whole distribution, not its head."""
    found, rows = index.search(vector[None, :], index.ntotal)
    cosines = np.empty(index.ntotal, np.float32)
    cosines[rows[0]] = found[0]
    return cosines
