"""The rules of one version, and which of them a message fires."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotline.safety.measures import Measure, read_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from types import MappingProxyType

    from hotline.safety.condition import Condition, Readings
    from hotline.safety.context import Contexts, Heard
    from hotline.safety.findings import FindingIndex
    from hotline.safety.grade import TriageGrade
    from hotline.safety.normalise import Normaliser


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rule is written down."""

    title: str
    publisher: str
    year: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One red flag: the combinations that raise it, what is then said, and why we believe it."""

    id: str
    kind: str
    grade: TriageGrade
    weight: int
    title: str
    say: str
    spoken: tuple[str, ...]
    source: Source
    review: MappingProxyType[str, str]
    when: tuple[Condition, ...]
    must_match: tuple[str, ...]
    must_not_match: tuple[str, ...]

    @property
    def gravity(self) -> tuple[int, int]:
        return self.grade.rank, self.weight


class RuleIndex:
    """Rules by what opens their conditions: most are never asked about most texts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_opening: Mapping[str, list[tuple[Rule, Condition]]] = defaultdict(list)
        for rule in rules:
            for condition in rule.when:
                for opening in condition.opening:
                    self._by_opening[opening].append((rule, condition))

    def fired(self, reported: Set[str], readings: Readings) -> list[Rule]:
        """Gravest first."""
        fired: dict[str, Rule] = {}
        for opening in (*reported, *readings):
            for rule, condition in self._by_opening.get(opening, ()):
                if rule.id not in fired and condition.holds(reported, readings):
                    fired[rule.id] = rule
        return sorted(fired.values(), key=lambda rule: (*rule.gravity, rule.id), reverse=True)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything loaded from one folder; `version` is the hash of its content."""

    rules: tuple[Rule, ...]
    index: RuleIndex
    findings: FindingIndex
    contexts: Contexts
    measures: Sequence[Measure]
    normalise: Normaliser
    version: str

    def fired_by(self, text: str) -> list[Rule]:
        """The rules a message fires, gravest first."""
        _, reported, readings = self.heard(text)
        return self.index.fired(reported, readings)

    def heard(self, text: str) -> tuple[Heard, set[str], Readings]:
        """What the gate understood of a message, for whoever must explain a verdict."""
        heard = self.contexts.hear(self.normalise(text))
        reported = self.findings.reported(heard, denied=self._denied)
        return heard, reported, read_measures(heard.happening, measures=self.measures)

    def _denied(self, text: str, start: int) -> bool:
        return self.contexts.denied_before(text, start=start)
