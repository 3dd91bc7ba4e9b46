"""The verdict on one message: how grave, why, and what to say at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hotline.safety.grade import TriageGrade
from hotline.safety.loading import load_rules

if TYPE_CHECKING:
    from hotline.safety.ruleset import RuleSet

SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Screening:
    """`kind`, `title`, `say` and `spoken` are the gravest rule's; `spoken` has a step an item."""

    grade: TriageGrade
    rules: tuple[str, ...]
    kind: str | None
    title: str | None
    say: str | None
    spoken: tuple[str, ...]
    version: str


def screen(text: str, *, rules: RuleSet | None = None) -> Screening:
    """Screen one message; never raises an error on any text."""
    ruleset = rules if rules is not None else shipped_rules()
    fired = ruleset.fired_by(text)
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
