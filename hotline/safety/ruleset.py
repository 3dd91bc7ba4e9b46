"""The rules of one version, and which of them a message fires."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from hotline.safety.condition import Condition, Readings
from hotline.safety.context import Contexts, Heard
from hotline.safety.findings import FindingIndex
from hotline.safety.grade import TriageGrade
from hotline.safety.measures import Measure, read_measures
from hotline.safety.normalise import Normaliser


@dataclass(frozen=True, slots=True)
class Source:
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

    def fires(self, reported: Set[str], readings: Readings) -> bool:
        return any(condition.holds(reported, readings) for condition in self.when)

    @property
    def gravity(self) -> tuple[int, int]:
        return self.grade.rank, self.weight


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything loaded from one folder; `version` is the hash of its content."""

    rules: tuple[Rule, ...]
    findings: FindingIndex
    contexts: Contexts
    measures: Sequence[Measure]
    normalise: Normaliser
    version: str

    def fired_by(self, text: str) -> list[Rule]:
        """The rules a message fires, gravest first."""
        heard = self.contexts.hear(self.normalise(text))
        reported = self.findings.reported(heard, denied=self._denied)
        readings = read_measures(heard.happening, measures=self.measures)
        if not reported and not readings:
            return []
        fired = [rule for rule in self.rules if rule.fires(reported, readings)]
        return sorted(fired, key=lambda rule: rule.gravity, reverse=True)

    def heard(self, text: str) -> tuple[Heard, set[str], Readings]:
        """What the gate understood of a message, for whoever must explain a verdict."""
        heard = self.contexts.hear(self.normalise(text))
        reported = self.findings.reported(heard, denied=self._denied)
        return heard, reported, read_measures(heard.happening, measures=self.measures)

    def _denied(self, text: str, start: int) -> bool:
        return self.contexts.denied_before(text, start=start)
