"""Learns from our own examples; torch is imported here alone, an answer must never pay for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.encoder import Encoder, Matrix, Vector
from knowledge_base.guidance.catalogue import Catalogue
from knowledge_base.guidance.examples import Lesson
from knowledge_base.guidance.learned import (
    NOTHING,
    VECTOR_SCALE,
    Learned,
    finding_row,
    pair_row,
    person_row,
)
from knowledge_base.search.vectors import Text, vectors_of

SEED = 1
STEPS, STEP = 60, 0.1
PENALTY = {"by_vector": 4e-4, "by_finding": 1e-3, "by_pair": 6e-4, "by_person": 1e-3, "bias": 1e-3}
KEPT = "guidance.npz"


@dataclass(frozen=True, kw_only=True)
class School:
    """What may be learned from, `lessons` and the development set as `more`; its own file of kept vectors."""

    catalogue: Catalogue
    lessons: Sequence[Lesson]
    more: Sequence[Lesson] = ()
    encoder: Encoder
    index_folder: Path

    def learn(self, lessons: Sequence[Lesson]) -> Learned:
        """The same lessons and model give the same numbers on one machine. Raises EncoderBroken."""
        kinds, findings = (*self.catalogue.kinds, NOTHING), tuple(self.catalogue.findings)
        vectors = np.stack([self._vectors[lesson.described.text] for lesson in lessons])
        centre = vectors.mean(axis=0)
        rows = self._rows(lessons, findings=findings) | {"by_vector": (vectors - centre) * VECTOR_SCALE}
        targets = np.array([[one.kinds.get(kind, 0.0) for kind in kinds] for one in lessons], np.float32)
        weights = np.array([lesson.weight for lesson in lessons], np.float32)
        taught = _softmax(rows, targets=targets, weights=weights)
        return Learned(
            model=self.encoder.stamp,
            kinds=kinds,
            findings=findings,
            centre=centre,
            by_vector=taught["by_vector"] * np.float32(VECTOR_SCALE),
            by_finding=taught["by_finding"],
            by_pair=taught["by_pair"],
            by_person=taught["by_person"],
            bias=taught["bias"][0],
        )

    @cached_property
    def _vectors(self) -> Mapping[str, Vector]:
        """Of all of them at once, for the file keeps no others."""
        texts = [lesson.described.text for lesson in (*self.lessons, *self.more)]
        asked = [Text("question", text) for text in texts]
        rows = vectors_of(asked, encoder=self.encoder, kept_in=self.index_folder / KEPT)
        return dict(zip(texts, rows, strict=True))

    def _rows(self, lessons: Sequence[Lesson], *, findings: Sequence[str]) -> dict[str, Matrix]:
        told = [lesson.described for lesson in lessons]
        people = [self.catalogue.people.completed(one) for one in told]
        return {
            "by_finding": np.stack(
                [finding_row(self.catalogue.heard(one.text), findings=findings) for one in told]
            ),
            "by_pair": np.stack([pair_row(one.text) for one in told]),
            "by_person": np.stack([person_row(person) for person in people]),
            "bias": np.ones((len(lessons), 1), np.float32),
        }


def _softmax(rows: dict[str, Matrix], *, targets: Matrix, weights: NDArray[np.float32]) -> dict[str, Matrix]:
    """Weights by part, each held towards zero by its own penalty."""
    import torch  # noqa: PLC0415

    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # threads that wait for each other on a busy machine take longer than one alone
    told: dict[str, Any] = {key: torch.from_numpy(np.ascontiguousarray(row)) for key, row in rows.items()}
    told["by_pair"] = told["by_pair"].to_sparse()  # a text holds few of all the pairs
    parts: dict[str, Any] = {
        key: torch.zeros(row.shape[1], targets.shape[1], requires_grad=True) for key, row in told.items()
    }
    right, share = torch.from_numpy(targets), torch.from_numpy(weights / weights.sum())
    optimiser = torch.optim.Adam(list(parts.values()), lr=STEP)
    slowing = torch.optim.lr_scheduler.LinearLR(
        optimiser, start_factor=1.0, end_factor=0.02, total_iters=STEPS
    )
    for _ in range(STEPS):
        optimiser.zero_grad()
        scores = sum(told[key] @ part for key, part in parts.items())
        missed = -(right * torch.log_softmax(scores, dim=1)).sum(dim=1) @ share
        held = sum(PENALTY[key] * (part**2).sum() for key, part in parts.items())
        (missed + held).backward()
        optimiser.step()
        slowing.step()
    return {key: np.asarray(part.detach().numpy(), np.float32) for key, part in parts.items()}
