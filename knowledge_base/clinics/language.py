"""The words of language.yml, ready to be compared with messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

LANGUAGE = Path(__file__).with_name("language.yml")
Value = TypeVar("Value")
_PATTERNS = (
    *("any_branch", "county", "expert", "homes", "lives", "map_point", "nearest", "department"),
    *("asks", "department_end"),
)


@dataclass(frozen=True, kw_only=True)
class Language:
    """`patterns` by name; lists are longest first, so that the longest word at a place counts."""

    from_today: Mapping[str, tuple[int, ...]]
    weekdays: Mapping[str, int]
    weekend: str
    weeks: Mapping[str, int]
    halves: Mapping[str, str]
    outside: Mapping[str, re.Pattern[str]]
    titles: tuple[str, ...]
    expert_titles: frozenset[str]
    double_families: tuple[str, ...]
    families: frozenset[str]
    no_names: tuple[str, ...]
    no_departments: tuple[str, ...]
    no_stems: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]

    def found(self, name: str, text: str) -> re.Match[str] | None:
        return self.patterns[name].search(text)


@cache
def language() -> Language:
    raw = yaml.safe_load(LANGUAGE.read_text(encoding="utf-8"))
    return Language(
        from_today={word: tuple(days) for word, days in _longest_first(raw["from_today"]).items()},
        weekdays=raw["weekdays"],
        weekend=raw["weekend"],
        weeks=_longest_first(raw["weeks"]),
        halves=raw["halves"],
        outside={level: re.compile(pattern) for level, pattern in raw["outside"].items()},
        titles=tuple(sorted(raw["titles"], key=len, reverse=True)),
        expert_titles=frozenset(raw["expert_titles"]),
        double_families=tuple(raw["double_families"]),
        families=frozenset(raw["families"]),
        no_names=tuple(raw["no_names"]),
        no_departments=tuple(raw["no_departments"]),
        no_stems=frozenset(raw["no_stems"]),
        patterns={name: re.compile(raw[name]) for name in _PATTERNS},
    )


def _longest_first(words: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))
