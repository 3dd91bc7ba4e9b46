"""What our own phrasings teach: which stand together, and which ask for what we refuse."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base.embedding.encoder import Encoder, Matrix
from knowledge_base.entries import KnowledgeBase
from knowledge_base.frames import all_frames
from knowledge_base.search.embedded import Embedded, embedded
from knowledge_base.search.index import FRAMED, plain_entries
from knowledge_base.search.learned import Learned
from knowledge_base.search.projection import Projection
from knowledge_base.search.requests import Requests

SEED = 1
STEPS, BATCH, STEP = 400, 256, 1e-3
SHARPNESS, PASSAGE_SHARPNESS = 30.0, 18.0  # what a cosine is multiplied by before the shares are taken
HIDDEN = 0.1  # the share of a question's components hidden at each step, so that none is leant on
TETHER = 0.01  # how strongly the maps are held to leaving vectors as they are
NEVER = -1e4
REQUEST_STEPS, REQUEST_STEP, REQUEST_PENALTY = 300, 0.05, 1e-4
REQUEST_SCALE = 10.0  # the model's vectors lie close together


def learn(knowledge: KnowledgeBase, encoder: Encoder, *, kept_in: Path) -> Learned:
    """The same phrasings and model give the same maps on one machine. Raises EncoderBroken.

    Each phrasing is asked in turn, itself left out: the loss is the cross-entropy of its entry among all,
    once by the sum over each entry's phrasings and once by the entries' passages.
    """
    entries = plain_entries(knowledge)
    frames = [text for *_, text in all_frames(FRAMED)]
    vectors = embedded(entries, frames=frames, encoder=encoder, kept_in=kept_in)
    lesson = _Lesson(vectors, counts=[len(entry.questions) for entry in entries])
    lesson.learn()
    projection = Projection(
        model=encoder.stamp,
        question_centre=vectors.phrasings.mean(axis=0),
        passage_centre=vectors.passages.mean(axis=0),
        question=_plain(lesson.question),
        passage=_plain(lesson.passage),
    )
    return Learned(projection, _requests(knowledge, vectors, model=encoder.stamp))


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


def _requests(knowledge: KnowledgeBase, vectors: Embedded, *, model: str) -> Requests:
    """A phrasing of a refusal against all others; the rarer a kind, the more each of its phrasings counts."""
    import torch  # noqa: PLC0415

    entries = plain_entries(knowledge)
    refusals = tuple(entry.id for entry in entries if entry.patterns)
    kinds = [refusals.index(entry.id) + 1 if entry.patterns else 0 for entry in entries]
    told = torch.tensor([kind for kind, entry in zip(kinds, entries, strict=True) for _ in entry.questions])
    counts = torch.bincount(told, minlength=len(refusals) + 1).clamp(min=1)
    importance = counts.float().rsqrt() / counts.float().rsqrt().mean()
    phrasings = _centred(vectors.phrasings) * REQUEST_SCALE
    weights = torch.zeros(phrasings.shape[1], len(counts), requires_grad=True)
    bias = torch.zeros(len(counts), requires_grad=True)
    optimiser = torch.optim.Adam([weights, bias], lr=REQUEST_STEP)
    for _ in range(REQUEST_STEPS):
        optimiser.zero_grad()
        scores = phrasings @ weights + bias
        loss = torch.nn.functional.cross_entropy(scores, told, weight=importance)
        (loss + REQUEST_PENALTY * (weights**2).sum()).backward()
        optimiser.step()
    return Requests(
        model=model,
        refusals=refusals,
        centre=vectors.phrasings.mean(axis=0),
        weights=_plain(weights) * np.float32(REQUEST_SCALE),
        bias=_plain(bias),
    )
