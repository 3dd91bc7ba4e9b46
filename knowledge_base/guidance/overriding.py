"""What stands above the ranking: emergencies, fever, pregnancy, children."""

from collections.abc import Sequence

from knowledge_base.guidance.catalogue import Override
from knowledge_base.guidance.described import Described
from knowledge_base.guidance.ranking import Belief

NEAR = 0.5
"""A department stays in front only where it is believed in half as much as what the rule puts first."""


def deciding(
    overrides: Sequence[Override], described: Described, *, heard: frozenset[str]
) -> Override | None:
    """The first rule that fits."""
    return next((rule for rule in overrides if rule.fits(described, heard=heard)), None)


def ordered(belief: Belief, *, rule: Override | None) -> list[str]:
    """Kinds of departments, the best first, as the rule wants them."""
    best = belief.best()
    if rule is None:
        return best
    if rule.alone:
        return list(rule.first)
    kept = _kept(belief, rule=rule)
    front = [*kept, *rule.first] if kept else list(rule.first)
    return [*front, *(kind for kind in best if kind not in front)]


def _kept(belief: Belief, *, rule: Override) -> list[str]:
    """The department that stays in front, where the ranking is sure enough of it among the others."""
    others = {kind: share for kind, share in belief.shares.items() if kind not in rule.first}
    if not others:
        return []
    best = max(others, key=lambda kind: others[kind])
    sure = others[best] / max(sum(others.values()), 1e-9) >= rule.sure
    sure = sure and others[best] >= NEAR * max(
        (belief.shares.get(kind, 0.0) for kind in rule.first), default=0.0
    )
    return [best] if sure and best in rule.keep else []
