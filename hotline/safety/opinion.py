"""A second opinion on a message, learned from our own corpora: dangers told without their words.

It can only raise what the rules said; without it, or where it fails, the rules stand as they are.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from hotline.safety.context import MASK
from hotline.safety.grade import TriageGrade
from hotline.safety.screening import shipped_rules

OPINION = Path(__file__).with_name("opinion.npz")
GRADES = (TriageGrade.ROUTINE, TriageGrade.URGENT, TriageGrade.EMERGENCY)
MARKS = 16384  # places that marks are hashed to
LONGEST = 400  # characters that are looked at
FINDING_WEIGHT = 0.6

Values = NDArray[np.float32]
Marks = Mapping[int, float]
"""Places of what a message was found to hold, and how much each counts."""


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
    """A softmax over the three grades, by a message's vector and by its marks."""

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

    def of(self, vector: Values, *, marks: Marks) -> Values:
        """The share of belief in each grade."""
        told = np.array(list(marks.values()), np.float32) @ self.by_mark[list(marks)]
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


def marks_of(text: str) -> Marks:
    """Its characters and pairs as the rules spell them, those that are happening, and what rules found.

    A finding that was renamed since the lessons counts for nothing until they are learned anew.
    """
    rules = shipped_rules()
    words = text[:LONGEST]
    told = rules.sentences(words)
    happening = "".join(sentence.heard.happening for sentence in told)
    marks: dict[int, float] = defaultdict(float)
    _add(marks, _letters(rules.normalise(words)))
    _add(marks, (f"now {letters}" for letters in _letters(happening)))
    for finding in sorted({name for sentence in told for name in sentence.reported}):
        marks[_place(f"found {finding}")] += FINDING_WEIGHT
    return dict(marks)


def _add(marks: dict[int, float], found: Iterable[str]) -> None:
    """Together they weigh the same whatever their number."""
    each = set(found)
    for mark in sorted(each):
        marks[_place(mark)] += 1 / len(each) ** 0.5


def _letters(text: str) -> Iterator[str]:
    pieces = (text[at : at + length] for length in (1, 2) for at in range(len(text) - length + 1))
    return (piece for piece in pieces if MASK not in piece)


def _place(mark: str) -> int:
    return zlib.crc32(mark.encode()) % MARKS
