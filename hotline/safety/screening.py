"""The verdict on one message: how grave, why, and what to say at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hotline.safety.grade import TriageGrade
from hotline.safety.loading import load_rules
from hotline.safety.ruleset import gravest_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hotline.safety.ruleset import Rule, RuleSet

SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Screening:
    """`kind`, `title`, `say` and `spoken` are the gravest rule's; `spoken` has a step an item.

    `asks` where a second opinion is alarmed and unsure: the caller is asked one plain question.
    """

    grade: TriageGrade
    rules: tuple[str, ...]
    kind: str | None
    title: str | None
    say: str | None
    spoken: tuple[str, ...]
    version: str
    asks: bool = False


def screen(text: str, *, rules: RuleSet | None = None) -> Screening:
    """Screen one message; never raises an error on any text."""
    ruleset = rules if rules is not None else shipped_rules()
    return _verdict(ruleset.fired_by(text), ruleset=ruleset)


def raised(screening: Screening, *, rule: str, rules: RuleSet | None = None) -> Screening:
    """The verdict with one rule more, fired by something other than the words; it is never lowered.

    Raises KeyError for a rule that does not exist.
    """
    ruleset = rules if rules is not None else shipped_rules()
    by_id = {known.id: known for known in ruleset.rules}
    fired = {rule: by_id[rule], **{name: by_id[name] for name in screening.rules}}
    return _verdict(gravest_first(fired.values()), ruleset=ruleset)


def _verdict(fired: Sequence[Rule], *, ruleset: RuleSet) -> Screening:
    if not fired:
        return Screening(TriageGrade.ROUTINE, (), None, None, None, (), ruleset.version)
    gravest = fired[0]
    return Screening(
        grade=gravest.grade,
        rules=tuple(rule.id for rule in fired),
        kind=gravest.kind,
        title=gravest.title,
        say=gravest.say,
        spoken=gravest.spoken,
        version=ruleset.version,
    )


@cache
def shipped_rules() -> RuleSet:
    """The rules that come with the package, loaded on first use."""
    return load_rules(SHIPPED)
