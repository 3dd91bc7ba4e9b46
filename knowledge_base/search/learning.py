"""The projection learned from our own phrasings: each should stand nearest to its entry's others."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base.embedding.encoder import Encoder, Matrix
from knowledge_base.entries import KnowledgeBase
from knowledge_base.frames import all_frames
from knowledge_base.search.embedded import Embedded, embedded
from knowledge_base.search.index import FRAMED, plain_entries
from knowledge_base.search.projection import Projection

SEED = 1
STEPS, BATCH, STEP = 400, 256, 1e-3
SHARPNESS, PASSAGE_SHARPNESS = 30.0, 18.0  # what a cosine is multiplied by before the shares are taken
HIDDEN = 0.1  # the share of a question's components hidden at each step, so that none is leant on
TETHER = 0.01  # how strongly the maps are held to leaving vectors as they are
NEVER = -1e4


def learn(knowledge: KnowledgeBase, encoder: Encoder, *, kept_in: Path) -> Projection:
    """The same phrasings and model give the same projection on one machine. Raises EncoderBroken.

    Each phrasing is asked in turn, itself left out: the loss is the cross-entropy of its entry among all,
    once by the sum over each entry's phrasings and once by the entries' passages.
    """
    entries = plain_entries(knowledge)
    frames = [text for *_, text in all_frames(FRAMED)]
    vectors = embedded(entries, frames=frames, encoder=encoder, kept_in=kept_in)
    lesson = _Lesson(vectors, counts=[len(entry.questions) for entry in entries])
    lesson.learn()
    return Projection(
        model=encoder.stamp,
        question_centre=vectors.phrasings.mean(axis=0),
        passage_centre=vectors.passages.mean(axis=0),
        question=_plain(lesson.question),
        passage=_plain(lesson.passage),
    )


class _Lesson:
    """The two maps while they are learned; torch is imported here alone, an answer must never pay for it."""

    def __init__(self, vectors: Embedded, *, counts: Sequence[int]) -> None:
        import torch  # noqa: PLC0415

        torch.manual_seed(SEED)
        self._torch = torch
        self._phrasings, self._passages = map(_centred, (vectors.phrasings, vectors.passages))
        self._sizes = torch.tensor(counts)
        self._owners = torch.repeat_interleave(torch.arange(len(counts)), self._sizes)
        self._same = torch.eye(vectors.phrasings.shape[1])
        self.question = self._same.clone().requires_grad_()
        self.passage = self._same.clone().requires_grad_()

    def learn(self) -> None:
        optimise = self._torch.optim
        optimiser = optimise.Adam([self.question, self.passage], lr=STEP)
        slowing = optimise.lr_scheduler.LinearLR(
            optimiser, start_factor=1.0, end_factor=0.01, total_iters=STEPS
        )
        for _ in range(STEPS):
            optimiser.zero_grad()
            self._loss(self._torch.randint(len(self._phrasings), (BATCH,))).backward()
            optimiser.step()
            slowing.step()

    def _loss(self, chosen: Any) -> Any:
        functional = self._torch.nn.functional
        asked = _unit(functional.dropout(self._phrasings[chosen], HIDDEN) @ self.question)
        by_phrasings = self._by_phrasings(asked, chosen=chosen)
        by_passages = asked @ _unit(self._passages @ self.passage).T * PASSAGE_SHARPNESS
        told = self._owners[chosen]
        strayed = sum(((one - self._same) ** 2).sum() for one in (self.question, self.passage))
        return (
            functional.cross_entropy(by_phrasings, told)
            + functional.cross_entropy(by_passages, told)
            + TETHER * strayed
        )

    def _by_phrasings(self, asked: Any, *, chosen: Any) -> Any:
        """Asked × entries: the logarithm of each entry's sum over its phrasings, the asked one left out."""
        cosines = _unit(self._phrasings @ self.question) @ asked.T
        sharp = (cosines * SHARPNESS).scatter(0, chosen[None, :], NEVER)
        highest = sharp.max(dim=0, keepdim=True).values.detach()
        sums = self._torch.segment_reduce(
            self._torch.exp(sharp - highest), "sum", lengths=self._sizes, axis=0
        )
        return self._torch.log(sums + 1e-9).T


def _centred(rows: Matrix) -> Any:
    from torch import from_numpy  # noqa: PLC0415

    return from_numpy(rows - rows.mean(axis=0))


def _unit(rows: Any) -> Any:
    return rows / rows.norm(dim=1, keepdim=True).clamp(min=1e-9)


def _plain(learned: Any) -> Matrix:
    return np.asarray(learned.detach().numpy(), np.float32)
