"""The embedding model alone: the entry of the nearest phrasing."""

from pathlib import Path

import numpy as np

from benchmarks.corpus import read_corpus, read_owners
from benchmarks.worker import Find, distinct
from console.settings import read_settings
from knowledge_base.embedding.encoder import Matrix, QuestionEncoder
from knowledge_base.search.vectors import Text, vectors_of

_NEAREST = 100
"""Phrasings looked at: enough to hold three entries."""


def build(folder: Path) -> None:
    np.save(folder / "phrasings.npy", phrasing_vectors(folder))


def ready(folder: Path) -> Find:
    encoder = QuestionEncoder(read_settings().model_folder)
    vectors = np.load(folder / "phrasings.npy")
    owners = read_owners(folder)

    def find(text: str) -> list[str]:
        cosines = vectors @ encoder.question(text)
        return distinct([owners[row] for row in np.argsort(-cosines, kind="stable")[:_NEAREST]])

    return find


def phrasing_vectors(folder: Path) -> Matrix:
    """A row a phrasing in the order of the corpus."""
    texts = [Text("question", question) for one in read_corpus(folder) for question in one.questions]
    encoder = QuestionEncoder(read_settings().model_folder)
    return vectors_of(texts, encoder=encoder, kept_in=folder / "phrasings.npz")
