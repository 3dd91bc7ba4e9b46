"""The second opinion learned from told messages, and its cuts set on others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hotline.safety.grade import TriageGrade
from hotline.safety.opinion import GRADES, MARKS, Beliefs, Cuts, Marks, marks_of

Values = NDArray[np.float32]

STEPS, STEP = 300, 0.02
PENALTY = 1e-4
VECTOR_SCALE, MARK_SCALE = 10.0, 5.0  # the model's vectors lie close together; marks are of unit length
FALSE_ALARMS = 0.02  # of the everyday messages, chosen to sound dangerous, that no rule raised
QUESTIONS = 0.06
FALSE_URGENCIES = 0.02


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A message, how grave it is, its vector, and how much it counts."""

    text: str
    grade: TriageGrade
    vector: Values
    weight: float = 1.0


def learn(lessons: Sequence[Lesson], *, model: str) -> Beliefs:
    """Softmax regression by Adam over all lessons at once; without chance, and without cuts yet."""
    vectors = np.stack([one.vector for one in lessons])
    centre = vectors.mean(axis=0)
    told = _Told(
        vectors=(vectors - centre) * VECTOR_SCALE,
        marked=_Marked.of([marks_of(one.text) for one in lessons], scale=MARK_SCALE),
    )
    right = np.eye(len(GRADES), dtype=np.float32)[[GRADES.index(one.grade) for one in lessons]]
    weights = np.array([one.weight for one in lessons], np.float32)
    by_vector, by_mark, bias = _softmax_regression(told, right, weights=weights / weights.sum())
    return Beliefs(
        model=model,
        centre=centre,
        by_vector=by_vector * np.float32(VECTOR_SCALE),
        by_mark=by_mark * np.float32(MARK_SCALE),
        bias=bias,
        cuts=Cuts(alarm=1.0, ask=1.0, today=1.0),
    )


def with_cuts(beliefs: Beliefs, everyday: Sequence[Lesson]) -> Beliefs:
    """Cuts that raise, or ask about, no more of these everyday messages than the shares above."""
    shares = np.stack([beliefs.of(one.vector, marks=marks_of(one.text)) for one in everyday])
    emergency, either = shares[:, 2], shares[:, 1] + shares[:, 2]

    def cut(values: Values, share: float) -> float:
        return float(np.quantile(values, 1 - share, method="higher")) + 1e-6

    alarm = cut(emergency, FALSE_ALARMS)
    return replace(
        beliefs,
        cuts=Cuts(alarm=alarm, ask=min(alarm, cut(emergency, QUESTIONS)), today=cut(either, FALSE_URGENCIES)),
    )


@dataclass(frozen=True)
class _Marked:
    """The marks of all lessons, one after the other: most messages bear few of all marks there are."""

    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    weights: Values
    count: int

    @classmethod
    def of(cls, marked: Sequence[Marks], *, scale: float) -> Self:
        found = [(row, place, weight) for row, marks in enumerate(marked) for place, weight in marks.items()]
        rows, places, weights = zip(*found, strict=True)
        return cls(np.array(rows), np.array(places), np.array(weights, np.float32) * scale, len(marked))

    def scores(self, slopes: Values) -> Values:
        """What marks add to the scores of each lesson."""
        return _summed(self.rows, slopes[self.places] * self.weights[:, None], count=self.count)

    def gradient(self, missed: Values) -> Values:
        return _summed(self.places, missed[self.rows] * self.weights[:, None], count=MARKS)


def _summed(places: NDArray[np.int64], values: Values, *, count: int) -> Values:
    columns = [np.bincount(places, weights=column, minlength=count) for column in values.T]
    return np.stack(columns, axis=1).astype(np.float32)


@dataclass(frozen=True, kw_only=True)
class _Told:
    vectors: Values
    marked: _Marked


def _softmax_regression(told: _Told, right: Values, *, weights: Values) -> tuple[Values, Values, Values]:
    dimension = told.vectors.shape[1]
    slopes = np.zeros((dimension + MARKS + 1, right.shape[1]), np.float32)
    first, second = np.zeros_like(slopes), np.zeros_like(slopes)
    for step in range(1, STEPS + 1):
        by_vector, by_mark, bias = slopes[:dimension], slopes[dimension:-1], slopes[-1]
        shares = _shares(told.vectors @ by_vector + told.marked.scores(by_mark) + bias)
        missed = (shares - right) * weights[:, None]
        parts = [told.vectors.T @ missed, told.marked.gradient(missed), missed.sum(axis=0, keepdims=True)]
        gradient = np.vstack(parts) + PENALTY * slopes
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        rate = STEP * (1 - 0.999**step) ** 0.5 / (1 - 0.9**step)
        slopes = slopes - np.float32(rate) * first / (np.sqrt(second) + 1e-8)
    return slopes[:dimension], slopes[dimension:-1], slopes[-1]


def _shares(scores: Values) -> Values:
    raised: Values = np.exp(scores - scores.max(axis=1, keepdims=True))
    raised /= raised.sum(axis=1, keepdims=True)
    return raised
