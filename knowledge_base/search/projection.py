"""The model's vectors turned so that the entries of one topic stand apart: learned from our own phrasings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from knowledge_base.embedding.encoder import Encoder, Matrix, Vector

PROJECTION = Path(__file__).with_name("projection.npz")


@dataclass(frozen=True, kw_only=True)
class Projection:
    """Two linear maps, of questions (frames too) and of passages, each around the centre it was learned at.

    `model` is the stamp of the model whose vectors it takes: those of another would come out as noise.
    """

    model: str
    question_centre: Vector
    passage_centre: Vector
    question: Matrix
    passage: Matrix

    @classmethod
    def none(cls, encoder: Encoder) -> Self:
        """Leaves every unit vector as it is."""
        nowhere, same = np.zeros(encoder.dimension, np.float32), np.eye(encoder.dimension, dtype=np.float32)
        return cls(
            model=encoder.stamp,
            question_centre=nowhere,
            passage_centre=nowhere,
            question=same,
            passage=same,
        )

    @classmethod
    def read(cls, encoder: Encoder, *, path: Path = PROJECTION) -> Self:
        """What was learned for this model; nothing was learned for any other than the one we ship."""
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["model"]) != encoder.stamp:
                return cls.none(encoder)
            return cls(
                model=encoder.stamp,
                question_centre=kept["question_centre"].astype(np.float32),
                passage_centre=kept["passage_centre"].astype(np.float32),
                question=kept["question"].astype(np.float32),
                passage=kept["passage"].astype(np.float32),
            )

    def write(self, path: Path = PROJECTION) -> None:
        """In half precision: what is lost is far below what the model itself is sure of."""
        np.savez_compressed(
            path,
            model=np.array(self.model),
            question_centre=self.question_centre.astype(np.float16),
            passage_centre=self.passage_centre.astype(np.float16),
            question=self.question.astype(np.float16),
            passage=self.passage.astype(np.float16),
        )

    def questions(self, vectors: Matrix) -> Matrix:
        """Rows × dimension, of unit length, as they came."""
        return _turned(vectors, centre=self.question_centre, by=self.question)

    def passages(self, vectors: Matrix) -> Matrix:
        return _turned(vectors, centre=self.passage_centre, by=self.passage)


def _turned(vectors: Matrix, *, centre: Vector, by: Matrix) -> Matrix:
    rows = (vectors - centre) @ by
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    turned: Matrix = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return turned
