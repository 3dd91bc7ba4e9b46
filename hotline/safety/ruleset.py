"""The rules of one version, and which of them a message fires."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotline.safety.context import Heard
from hotline.safety.measures import Measure, read_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from types import MappingProxyType

    from hotline.safety.condition import Condition, Readings
    from hotline.safety.context import Contexts
    from hotline.safety.findings import FindingIndex
    from hotline.safety.grade import TriageGrade
    from hotline.safety.normalise import Normaliser
    from hotline.safety.sounds import Sounds
    from hotline.safety.stretches import Stretches


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


def gravest_first(rules: Iterable[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: (*rule.gravity, rule.id), reverse=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What a stretch of text reports: its findings and its readings."""

    heard: Heard
    reported: Set[str]
    readings: Readings

    @classmethod
    def together(cls, parts: Sequence[Told]) -> Told:
        readings: dict[str, set[float]] = {}
        for part in parts:
            for measure, values in part.readings.items():
                readings.setdefault(measure, set()).update(values)
        heard = Heard("".join(p.heard.spoken for p in parts), "".join(p.heard.happening for p in parts))
        return cls(heard, {name for part in parts for name in part.reported}, readings)


class RuleIndex:
    """Rules by what opens their conditions: most are never asked about most texts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_opening: Mapping[str, list[tuple[Rule, Condition]]] = defaultdict(list)
        for rule in rules:
            for condition in rule.when:
                for opening in condition.opening:
                    self._by_opening[opening].append((rule, condition))

    def fired(self, told: Told) -> list[Rule]:
        fired: dict[str, Rule] = {}
        for opening in (*told.reported, *told.readings):
            for rule, condition in self._by_opening.get(opening, ()):
                if rule.id not in fired and condition.holds(told.reported, told.readings):
                    fired[rule.id] = rule
        return list(fired.values())

    def may_fire(self, told: Told) -> bool:
        """Whether any rule could fire on some part of what is told."""
        return any(
            condition.is_told(told.reported, told.readings)
            for opening in (*told.reported, *told.readings)
            for _, condition in self._by_opening.get(opening, ())
        )


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything loaded from one folder; `version` is the hash of its content."""

    rules: tuple[Rule, ...]
    index: RuleIndex
    findings: FindingIndex
    contexts: Contexts
    stretches: Stretches
    measures: Sequence[Measure]
    normalise: Normaliser
    sounds: Sounds
    version: str

    def fired_by(self, text: str) -> list[Rule]:
        """The rules a message fires, gravest first: by its words, and by what they sound like.

        A short message is judged whole, for combinations told across sentences, and sentence by
        sentence; a long one in stretches: no exception elsewhere in a story quietens the one that
        matters, and no two people's troubles make one rule.
        """
        written = self.normalise(text)
        fired = self._fired(written)
        respelt = self.sounds.respelt(written)
        if respelt != written:
            fired |= self._fired(respelt)
        return gravest_first(fired.values())

    def _fired(self, normal: str) -> dict[str, Rule]:
        heard = self.contexts.hear(normal)
        told = [part for part in map(self._report, heard.sentences()) if part.reported or part.readings]
        if not told or not self.index.may_fire(whole := Told.together(told)):
            return {}
        views = [whole, *told] if len(told) > 1 else told
        if self.stretches.is_long(normal):
            views = [self._report(stretch) for stretch in self.stretches.of(heard)]
        return {rule.id: rule for view in views for rule in self.index.fired(view)}

    def sentences(self, text: str) -> list[Told]:
        """What the gate understood of the words as written, for whoever must explain a verdict."""
        return [self._report(heard) for heard in self.contexts.hear(self.normalise(text)).sentences()]

    def _report(self, heard: Heard) -> Told:
        return Told(
            heard=heard,
            reported=self.findings.reported(heard, denied=self._denied),
            readings=read_measures(heard.happening, measures=self.measures),
        )

    def _denied(self, text: str, start: int) -> bool:
        return self.contexts.denied_before(text, start=start)
