"""What a person may raise an alarm for: the dangers the rules know, and any other."""

from dataclasses import dataclass
from functools import cache

from desk.words import Words
from hotline.green_channel import RAISED_BY_STAFF
from hotline.safety import TriageGrade
from hotline.safety.ruleset import gravest_first
from hotline.safety.screening import shipped_rules


@dataclass(frozen=True, kw_only=True)
class AlarmKind:
    """`advised` is what a caller is told to do at once; empty where no rule knows."""

    kind: str
    title: str
    advised: str = ""


def find_kind(name: str, *, words: Words) -> AlarmKind:
    """The kind of this name, or any other danger: a call for help is never refused for its name."""
    known = next((one for one in known_kinds() if one.kind == name), None)
    return known or AlarmKind(kind=RAISED_BY_STAFF, title=words.say("raising", "other"))


@cache
def known_kinds() -> tuple[AlarmKind, ...]:
    """One for each kind of emergency, under the title of its gravest rule; the gravest first."""
    dangers = [rule for rule in shipped_rules().rules if rule.grade is TriageGrade.EMERGENCY]
    kinds: dict[str, AlarmKind] = {}
    for rule in gravest_first(dangers):
        kinds.setdefault(rule.kind, AlarmKind(kind=rule.kind, title=rule.title, advised=rule.say))
    return tuple(kinds.values())
