"""The embedding model alone: the entry of the nearest phrasing."""

import os
from pathlib import Path

import numpy as np

from benchmarks.corpus import read_corpus
from benchmarks.worker import Find
from console.settings import read_settings
from knowledge_base.embedding.encoder import QuestionEncoder

_NEAREST = 100
"""Phrasings looked at: enough to hold three entries."""


def build(folder: Path) -> None:
    texts = [question for one in read_corpus(folder) for question in one.questions]
    encoder = QuestionEncoder(read_settings().model_folder, threads=os.cpu_count() or 1)
    np.save(folder / "phrasings.npy", encoder.questions(texts))


def ready(folder: Path) -> Find:
    encoder = QuestionEncoder(read_settings().model_folder)
    vectors = np.load(folder / "phrasings.npy")
    owners = [document.id for document in read_corpus(folder) for _ in document.questions]

    def find(text: str) -> list[str]:
        nearest = np.argsort(-(vectors @ encoder.question(text)), kind="stable")[:_NEAREST]
        return list(dict.fromkeys(owners[row] for row in nearest))

    return find
