"""Which findings a text reports: every pattern is tried only where its words occur."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotline.safety.context import Heard
    from hotline.safety.pattern import Pattern

Denied = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """A named set of surface patterns; `always` reads past, feared and imagined things too."""

    name: str
    patterns: tuple[Pattern, ...]
    always: bool = False


@dataclass(slots=True)
class _Entry:
    finding: Finding
    pattern: Pattern
    compiled: re.Pattern[str] | None = field(default=None)

    def found(self, heard: Heard, *, denied: Denied) -> bool:
        if self.compiled is None:
            self.compiled = re.compile(self.pattern.expression)
        text = heard.spoken if self.finding.always else heard.happening
        return any(not denied(text, match.start()) for match in self.compiled.finditer(text))


class FindingIndex:
    """Findings by the literals they need: most patterns are never run on most texts."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.names = frozenset(finding.name for finding in findings)
        self._by_literal: Mapping[str, list[_Entry]] = defaultdict(list)
        literals: set[str] = set()
        for finding in findings:
            for pattern in finding.patterns:
                entry = _Entry(finding, pattern)
                literals.update(*pattern.needs)
                for literal in min(pattern.needs, key=_commonness):
                    self._by_literal[literal].append(entry)
        self._by_first: Mapping[str, list[str]] = defaultdict(list)
        for literal in sorted(literals):
            self._by_first[literal[0]].append(literal)

    def reported(self, heard: Heard, *, denied: Denied) -> set[str]:
        present = set(self._present(heard.spoken))
        reported: set[str] = set()
        for literal in present & self._by_literal.keys():
            for entry in self._by_literal[literal]:
                name = entry.finding.name
                if name in reported or any(need.isdisjoint(present) for need in entry.pattern.needs):
                    continue
                if entry.found(heard, denied=denied):
                    reported.add(name)
        return reported

    def _present(self, text: str) -> Iterator[str]:
        for character in set(text) & self._by_first.keys():
            for literal in self._by_first[character]:
                if literal in text:
                    yield literal


def _commonness(need: frozenset[str]) -> tuple[bool, int]:
    return any(len(literal) == 1 for literal in need), len(need)
