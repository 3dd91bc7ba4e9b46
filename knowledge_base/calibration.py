"""The search's weights found again from the dev questions, by plain convex fits without chance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.embedding.encoder import Encoder
from knowledge_base.entries import KnowledgeBase
from knowledge_base.evaluation import Question, QuestionSet, evaluate
from knowledge_base.search.index import Index
from knowledge_base.search.naming import Names
from knowledge_base.search.searching import Search
from knowledge_base.search.signals import SIGNALS, Signals, signals_of
from knowledge_base.search.weights import CALIBRATION, Weights, belief

Values = NDArray[np.float64]

RANKING_PENALTY = 0.02
ANSWERING_PENALTY = 0.01
OUTSIDE_COSTS = 2.0  # answering what is not ours is twice as bad as staying silent on what is
MOST_WRONG_ALONE = 0.01
SURELY_OUTSIDE = 0.75  # this share of the outside questions is told so; the rest are silences of doubt
_PENALISED = np.array([1.0] * (len(SIGNALS) - 1) + [0.0])  # naming is no standardised measure
CONTEXTS = tuple(step / 4 for step in range(-16, 25))
HEADER = """\
# Weights and thresholds of the search, found by knowledge_base.calibration on the dev questions alone.
# ranking: one weight each for {signals}:
# the conditional logit under which the acceptable entries are likeliest.
# answering, bias: logistic regression of "ours" against "outside" on the first entry's evidence.
# answer_from: the cut with the least cost on dev, an outside question answered costing {cost}.
# alone_from: the least belief at which at most {wrong:.0%} of all dev questions got one wrong answer alone.
# context: the addition that answers most dev follow-ups. follow_from: the cut, as above, of the follow-ups
# against the outside questions asked in the middle of a conversation.
"""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with its signals, and which entries would be right."""

    signals: Signals
    right: NDArray[np.bool_]


def calibrate(knowledge: KnowledgeBase, index: Index, encoder: Encoder, *, questions: QuestionSet) -> Weights:
    """Weights from these questions; the same questions and model give the same weights."""
    names = Names(knowledge)

    def asked(some: Sequence[Question]) -> list[Asked]:
        return [
            Asked(
                signals=signals_of(one.text, index=index, names=names, encoder=encoder),
                right=np.array([entry.id in one.entries for entry in index.entries]),
            )
            for one in some
        ]

    ours, gaps, outside = asked(questions.answerable), asked(questions.gaps), asked(questions.outside)
    weights = _answering(_ranking(ours), ours=ours, outside=outside)
    weights = _alone(weights, ours=ours, wrong=[*gaps, *outside])
    return _context(weights, knowledge=knowledge, index=index, encoder=encoder, questions=questions)


def write(weights: Weights, *, path: Path = CALIBRATION) -> None:
    header = HEADER.format(signals=", ".join(SIGNALS), cost=OUTSIDE_COSTS, wrong=MOST_WRONG_ALONE)
    body = yaml.safe_dump({"weights": weights.plain()}, sort_keys=False, default_flow_style=None)
    path.write_text(header + body, encoding="utf-8")


def _ranking(ours: Sequence[Asked]) -> Weights:
    """Ascend the mean log share of belief that falls on right entries."""
    features = [one.signals.relative() for one in ours]
    weights = np.full(len(SIGNALS), 0.5)
    for _ in range(600):
        gradient = -2 * RANKING_PENALTY * weights * _PENALISED
        for feature, one in zip(features, ours, strict=True):
            shares = belief(feature @ weights)
            right = shares * one.right
            gradient += (right / max(right.sum(), 1e-300) - shares) @ feature / len(ours)
        weights = weights + 0.3 * gradient
    return Weights(
        ranking=tuple(map(float, weights)),
        answering=(),
        bias=0.0,
        answer_from=0.0,
        outside_below=0.0,
        alone_from=0.0,
        context=0.0,
        follow_from=-np.inf,
    )


def _answering(weights: Weights, *, ours: Sequence[Asked], outside: Sequence[Asked]) -> Weights:
    features = np.stack([_first_evidence(weights, one) for one in (*ours, *outside)])
    truth = np.array([1.0] * len(ours) + [0.0] * len(outside))
    centre, spread = features.mean(axis=0), features.std(axis=0)
    slopes, bias = _logistic((features - centre) / spread, truth)
    evidence = (features - centre) / spread @ slopes + bias
    answering = slopes / spread
    cut, sure = _cut(evidence[: len(ours)], evidence[len(ours) :])
    return replace(
        weights,
        answering=tuple(map(float, answering)),
        bias=float(bias - centre @ answering),
        answer_from=cut,
        outside_below=min(cut, sure),
    )


def _first_evidence(weights: Weights, one: Asked) -> Values:
    return one.signals.absolute(int(np.argmax(weights.scores(one.signals.relative()))))


def _logistic(features: Values, truth: Values) -> tuple[Values, float]:
    """Newton's method, both classes counting the same in all."""
    design = np.column_stack([features, np.ones(len(features))])
    share = np.where(truth == 1, 0.5 / truth.sum(), 0.5 / (1 - truth).sum())
    penalty = ANSWERING_PENALTY * np.diag([*np.ones(features.shape[1]), 0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (share * (chance - truth)) + penalty @ weights
        curve = design.T @ (design * (share * chance * (1 - chance))[:, None]) + penalty
        weights = weights - np.linalg.solve(curve, slope)
    return weights[:-1], float(weights[-1])


def _cut(ours: Values, outside: Values) -> tuple[float, float]:
    """The middle of the cheapest gap, and the evidence below which we are sure that it is not ours."""
    edges = np.sort(np.concatenate([ours, outside]))
    middles = (edges[1:] + edges[:-1]) / 2
    costs = [float((ours < cut).mean() + OUTSIDE_COSTS * (outside >= cut).mean()) for cut in middles]
    return float(middles[int(np.argmin(costs))]), float(np.quantile(outside, SURELY_OUTSIDE))


def _alone(weights: Weights, *, ours: Sequence[Asked], wrong: Sequence[Asked]) -> Weights:
    """Lower the bar for an answer alone as far as the wrong ones stay few."""
    verdicts: list[tuple[float, bool]] = []
    for one in (*ours, *wrong):
        scores = weights.scores(one.signals.relative())
        first = int(np.argmax(scores))
        if weights.evidence(one.signals.absolute(first)) >= weights.answer_from:
            verdicts.append((float(belief(scores)[first]), bool(one.right[first])))
    allowed, bar = MOST_WRONG_ALONE * (len(ours) + len(wrong)), 1.0
    for share, is_right in sorted(verdicts, reverse=True):
        allowed -= not is_right
        if allowed < 0:
            break
        bar = share
    return replace(weights, alone_from=bar)


def _context(
    weights: Weights, *, knowledge: KnowledgeBase, index: Index, encoder: Encoder, questions: QuestionSet
) -> Weights:
    """The middle of the additions that answer most follow-ups, then the cut that keeps outside out."""

    def search(some: Weights) -> Search:
        return Search(knowledge, index, encoder, weights=some)

    only = replace(questions, answerable=(), gaps=(), outside=())
    tried = [replace(weights, context=context) for context in CONTEXTS]
    right = [evaluate(search(one), only).follow_ups_hit_at_1 for one in tried]
    best = [one for one, share in zip(tried, right, strict=True) if share == max(right)]
    chosen = best[len(best) // 2]
    rank = search(chosen).ranked
    followed, strayed = (
        np.array(
            [
                ranking.evidence(chosen)
                for one in some
                if (ranking := rank(one.text, topic=one.after)).in_context
            ]
        )
        for some in (questions.follow_ups, questions.outside_in_context)
    )
    return replace(chosen, follow_from=_cut(followed, strayed)[0])
