"""Which question would make the first department surer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge_base.guidance.catalogue import Question
from knowledge_base.guidance.described import Described
from knowledge_base.guidance.ranking import Belief, likelihoods

MOST = 2
"""Questions in a row; nobody is examined by telephone."""


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Asks where the first share is below `sure` and expected to rise by `gain` of itself at least."""

    questions: Mapping[str, Question]
    sure: float
    gain: float

    def next_question(
        self, described: Described, belief: Belief, *, heard: frozenset[str]
    ) -> Question | None:
        if len(described.answers) >= MOST or max(belief.shares.values()) >= self.sure:
            return None
        asked = {question for question, _ in described.answers}
        open_ones = [
            (expected_gain(one, belief), one)
            for one in self.questions.values()
            if one.id not in asked and one.suits(described, heard=heard)
        ]
        gain, best = max(open_ones, key=lambda pair: pair[0], default=(0.0, None))
        return best if gain >= self.gain else None


def expected_gain(question: Question, belief: Belief) -> float:
    """By what part of itself the share of the first department is expected to rise by the answer."""
    kinds = tuple(belief.shares)
    shares = np.array([belief.shares[kind] for kind in kinds])
    rows = _rows(likelihoods(question, kinds=kinds).values(), kinds=kinds) / len(question.choices)
    return float((rows * shares).max(axis=1).sum() / shares.max()) - 1


def _rows(
    likely: Iterable[Mapping[str, float]], *, kinds: tuple[str, ...]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rows: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    rows = np.exp(np.array([[row[kind] for kind in kinds] for row in likely]))
    return rows
