"""The second opinion learned from told messages, and its cuts set on others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hotline.safety.grade import TriageGrade
from hotline.safety.opinion import GRADES, MARKS, Beliefs, Cuts, marks_of

Values = NDArray[np.float32]

STEPS, STEP = 300, 0.02
PENALTY = 1e-4
VECTOR_SCALE, MARK_SCALE = 10.0, 5.0  # the model's vectors lie close together; marks are of unit length
FALSE_ALARMS = 0.02  # of the everyday messages, chosen to sound dangerous, that no rule raised
QUESTIONS = 0.06
FALSE_URGENCIES = 0.04


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
    told = np.hstack([(vectors - centre) * VECTOR_SCALE, _marked(lessons) * MARK_SCALE])
    right = np.eye(len(GRADES), dtype=np.float32)[[GRADES.index(one.grade) for one in lessons]]
    weights = np.array([one.weight for one in lessons], np.float32)
    slopes, bias = _softmax_regression(told, right, weights=weights / weights.sum())
    dimension = vectors.shape[1]
    return Beliefs(
        model=model,
        centre=centre,
        by_vector=slopes[:dimension] * np.float32(VECTOR_SCALE),
        by_mark=slopes[dimension:] * np.float32(MARK_SCALE),
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


def _marked(lessons: Sequence[Lesson]) -> Values:
    rows = np.zeros((len(lessons), MARKS), np.float32)
    for row, one in zip(rows, lessons, strict=True):
        marks = list(marks_of(one.text))
        row[marks] = 1 / max(len(marks), 1) ** 0.5
    return rows


def _softmax_regression(told: Values, right: Values, *, weights: Values) -> tuple[Values, Values]:
    design = np.hstack([told, np.ones((len(told), 1), np.float32)])
    slopes = np.zeros((design.shape[1], right.shape[1]), np.float32)
    first, second = np.zeros_like(slopes), np.zeros_like(slopes)
    for step in range(1, STEPS + 1):
        scores = design @ slopes
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        gradient = design.T @ ((shares - right) * weights[:, None]) + PENALTY * slopes
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        rate = STEP * (1 - 0.999**step) ** 0.5 / (1 - 0.9**step)
        slopes = slopes - np.float32(rate) * first / (np.sqrt(second) + 1e-8)
    return slopes[:-1], slopes[-1]
