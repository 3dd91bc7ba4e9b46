"""How much each kind of department is believed in: rules and what the examples taught, together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge_base.embedding.encoder import Encoder
from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.guidance.catalogue import Catalogue, Question, Weights
from knowledge_base.guidance.described import Described
from knowledge_base.guidance.learned import NOTHING, PLACES, Learned
from knowledge_base.guidance.numbers import Numbers

Shares = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Belief:
    """`shares` add up to one over the kinds; `nothing` is the share of belief that no complaint was told."""

    shares: Shares
    nothing: float

    def best(self) -> list[str]:
        return sorted(self.shares, key=lambda kind: -self.shares[kind])


class Ranker:
    """Safe to share between threads. Without a model that something was learned for, the rules rank alone."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        learned: Learned | None,
        encoder: Callable[[], Encoder],
        numbers: Numbers,
    ) -> None:
        self._catalogue = catalogue
        self._learned = learned
        self._encoder = encoder
        self._numbers = numbers

    def believe(self, described: Described, *, heard: frozenset[str]) -> Belief:
        """Of the completed description, its answers included."""
        scores = self._by_rules(heard)
        nothing = 0.0
        taught = self._taught(described, heard=heard)
        if taught is not None:
            nothing = shares_of(taught)[NOTHING]
            scores = {
                kind: taught.get(kind, 0.0) + self._numbers.rules * score for kind, score in scores.items()
            }
        elif not heard:
            nothing = 1.0
        scores = {kind: score / self._numbers.temperature for kind, score in scores.items()}
        for question, answer in described.answers:
            scores = self._answered(scores, question=question, answer=answer)
        seen = {
            kind: score for kind, score in scores.items() if self._catalogue.kinds[kind].may_see(described)
        }
        return Belief(shares=shares_of(seen), nothing=0.0 if described.answers else nothing)

    def _by_rules(self, heard: frozenset[str]) -> dict[str, float]:
        scores = dict.fromkeys(self._catalogue.kinds, 0.0)
        for finding in heard & self._catalogue.findings.keys():
            for kind, weight in self._catalogue.findings[finding].weights.items():
                scores[kind] += weight
        return scores

    def _taught(self, described: Described, *, heard: frozenset[str]) -> Mapping[str, float] | None:
        if self._learned is None:
            return None
        try:
            encoder = self._encoder()
            if encoder.stamp != self._learned.model or len(self._learned.by_pair) != PLACES:
                return None
            vector = encoder.question(described.text)
        except EncoderBroken:
            return None
        return self._learned.scores(described, vector=vector, heard=heard)

    def _answered(self, scores: Mapping[str, float], *, question: str, answer: str) -> dict[str, float]:
        asked = self._catalogue.questions.get(question)
        if asked is None:
            return dict(scores)
        likely = likelihoods(asked, kinds=tuple(scores)).get(answer)
        return (
            dict(scores) if likely is None else {kind: score + likely[kind] for kind, score in scores.items()}
        )


def likelihoods(question: Question, *, kinds: tuple[str, ...]) -> dict[str, Weights]:
    """By answer: the logarithm of how often a patient of each kind gives it, against an even share."""
    rows = np.array([[choice.weights.get(kind, 0.0) for kind in kinds] for choice in question.choices])
    rows = rows - np.log(np.exp(rows).mean(axis=0))
    return {
        choice.id: dict(zip(kinds, row.tolist(), strict=True))
        for choice, row in zip(question.choices, rows, strict=True)
    }


def shares_of(scores: Mapping[str, float]) -> dict[str, float]:
    highest = max(scores.values())
    raised = {kind: float(np.exp(score - highest)) for kind, score in scores.items()}
    total = sum(raised.values())
    return {kind: value / total for kind, value in raised.items()}
