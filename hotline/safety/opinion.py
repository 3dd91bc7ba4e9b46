"""A second opinion on a message, learned from our own corpora: dangers told without their words.

It can only raise what the rules said; without it, or where it fails, the rules stand as they are.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from hotline.safety.grade import TriageGrade
from hotline.safety.screening import shipped_rules

OPINION = Path(__file__).with_name("opinion.npz")
GRADES = (TriageGrade.ROUTINE, TriageGrade.URGENT, TriageGrade.EMERGENCY)
MARKS = 4096  # places that characters and pairs are hashed to
LONGEST = 400  # characters that are looked at

Values = NDArray[np.float32]


class OpinionUnavailable(Exception):  # noqa: N818 - a noun of the trade
    """Nothing was learned for the model that gives the vectors."""


class Encoder(Protocol):
    """What gives a message its vector."""

    @property
    def stamp(self) -> str: ...
    def question(self, text: str) -> Values: ...


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """`score` is the share of belief in an emergency; `asks` where it is alarmed and unsure."""

    grade: TriageGrade
    score: float
    asks: bool


@dataclass(frozen=True, kw_only=True)
class Cuts:
    """Shares of belief in an emergency: an alarm from `alarm`, a question to the caller from `ask`.

    `today` is the share of belief in either danger from which a doctor should look today.
    """

    alarm: float
    ask: float
    today: float


@dataclass(frozen=True, kw_only=True)
class Beliefs:
    """A softmax over the three grades, by a message's vector and by its characters and pairs."""

    model: str
    centre: Values
    by_vector: Values
    by_mark: Values
    bias: Values
    cuts: Cuts

    @classmethod
    def read(cls, path: Path = OPINION) -> Self:
        with np.load(path, allow_pickle=False) as kept:
            return cls(
                model=str(kept["model"]),
                centre=kept["centre"].astype(np.float32),
                by_vector=kept["by_vector"].astype(np.float32),
                by_mark=kept["by_mark"].astype(np.float32),
                bias=kept["bias"].astype(np.float32),
                cuts=Cuts(**dict(zip(("alarm", "ask", "today"), kept["cuts"].tolist(), strict=True))),
            )

    def write(self, path: Path = OPINION) -> None:
        np.savez_compressed(
            path,
            model=np.array(self.model),
            centre=self.centre.astype(np.float16),
            by_vector=self.by_vector.astype(np.float16),
            by_mark=self.by_mark.astype(np.float16),
            bias=self.bias,
            cuts=np.array([self.cuts.alarm, self.cuts.ask, self.cuts.today]),
        )

    def of(self, vector: Values, *, marks: Sequence[int]) -> Values:
        """The share of belief in each grade."""
        told = self.by_mark[list(marks)].sum(axis=0) / max(len(marks), 1) ** 0.5
        scores = (vector - self.centre) @ self.by_vector + told + self.bias
        raised = np.exp(scores - scores.max())
        shares: Values = raised / raised.sum()
        return shares


class SecondOpinion:
    """Safe to share between threads. Raises OpinionUnavailable at opening."""

    def __init__(self, encoder: Encoder, *, beliefs: Beliefs | None = None) -> None:
        self._encoder = encoder
        self._beliefs = beliefs or Beliefs.read()
        if self._beliefs.model != encoder.stamp:
            raise OpinionUnavailable("learned for another sentence model: run `hotline opinion learn`")

    def of(self, text: str) -> Opinion:
        """Raises whatever the encoder raises."""
        words, cuts = text.strip()[:LONGEST], self._beliefs.cuts
        beliefs = self._beliefs.of(self._encoder.question(words), marks=marks_of(words))
        emergency, today = float(beliefs[2]), float(beliefs[1] + beliefs[2])
        return Opinion(
            grade=_grade(emergency, today, cuts=cuts),
            score=round(emergency, 4),
            asks=cuts.ask <= emergency < cuts.alarm,
        )


def _grade(emergency: float, today: float, *, cuts: Cuts) -> TriageGrade:
    if emergency >= cuts.alarm:
        return TriageGrade.EMERGENCY
    return TriageGrade.URGENT if today >= cuts.today else TriageGrade.ROUTINE


def marks_of(text: str) -> tuple[int, ...]:
    """The places of its characters and pairs, each once, as the rules spell them."""
    spelt = shipped_rules().normalise(text[:LONGEST])
    pairs = (spelt[at : at + 2] for at in range(len(spelt) - 1))
    return tuple(sorted({zlib.crc32(mark.encode()) % MARKS for mark in (*spelt, *pairs)}))
