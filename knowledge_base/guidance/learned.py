"""What our own examples teach: a softmax over the kinds of departments."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from knowledge_base.embedding.encoder import Matrix, Vector
from knowledge_base.guidance.described import Described
from knowledge_base.search.bigrams import pairs

LEARNED = Path(__file__).with_name("learned.npz")
NOTHING = "nothing"
"""The class of what describes no complaint."""
PLACES = 3072  # that characters and their pairs are hashed to
VECTOR_SCALE = 10.0  # the model's vectors lie close together
CHILD, OLD = 14, 65


@dataclass(frozen=True, kw_only=True)
class Learned:
    """Rows of `by_finding` belong to `findings`; a finding that was renamed since counts for nothing."""

    model: str
    kinds: tuple[str, ...]
    findings: tuple[str, ...]
    centre: Vector
    by_vector: Matrix
    by_finding: Matrix
    by_pair: Matrix
    by_person: Matrix
    bias: Vector

    @classmethod
    def read(cls, path: Path = LEARNED) -> Self:
        with np.load(path, allow_pickle=False) as kept:
            arrays = {key: kept[key].astype(np.float32) for key in ARRAYS}
            return cls(
                model=str(kept["model"]),
                kinds=tuple(map(str, kept["kinds"])),
                findings=tuple(map(str, kept["findings"])),
                **arrays,
            )

    def write(self, path: Path = LEARNED) -> None:
        """In half precision: what is lost is far below what the model itself is sure of."""
        np.savez_compressed(
            path,
            model=np.array(self.model),
            kinds=np.array(self.kinds),
            findings=np.array(self.findings),
            **{key: getattr(self, key).astype(np.float16) for key in ARRAYS},
        )

    def scores(self, described: Described, *, vector: Vector, heard: frozenset[str]) -> Mapping[str, float]:
        """Log odds by kind, `NOTHING` among them."""
        found = finding_row(heard, findings=self.findings)
        scores = (
            (vector - self.centre) @ self.by_vector
            + found @ self.by_finding
            + pair_row(described.text) @ self.by_pair
            + person_row(described) @ self.by_person
            + self.bias
        )
        return dict(zip(self.kinds, scores.tolist(), strict=True))


ARRAYS = ("centre", "by_vector", "by_finding", "by_pair", "by_person", "bias")


def finding_row(heard: frozenset[str], *, findings: Sequence[str]) -> Vector:
    return np.array([finding in heard for finding in findings], np.float32)


def pair_row(text: str) -> Vector:
    """Chinese characters and their pairs, together of one weight whatever their number."""
    row = np.zeros(PLACES, np.float32)
    for piece in {*pairs(text), *filter(is_chinese, text)}:
        row[zlib.crc32(piece.encode()) % PLACES] = 1
    unit: Vector = row / max(float(np.linalg.norm(row)), 1.0)
    return unit


def is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def person_row(described: Described) -> Vector:
    age = described.age
    told = (
        age is not None and age < CHILD,
        age is not None and age >= OLD,
        described.sex == "female",
        described.sex == "male",
        described.pregnant is True,
    )
    return np.array(told, np.float32)
