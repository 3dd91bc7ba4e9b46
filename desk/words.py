"""What staff read, by name: labels of every enum value and sentences with their gaps filled."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("words.yml")
_GAP = re.compile(r"\{(\w+)\}")


class Words:
    """The desk's words; an unknown name is a KeyError, found by the tests."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    @classmethod
    def load(cls, path: Path = WORDS) -> "Words":
        return cls(_read(path))

    def label(self, member: StrEnum) -> str:
        return str(self._words["labels"][type(member).__name__][member.value])

    def name(self, group: str, value: str | None) -> str:
        """The label of a plain text, or the text itself where there is none."""
        return str(self._words[group].get(value, value or ""))

    def say(self, group: str, name: str, **facts: object) -> str:
        return fill(str(self._words[group][name]), **facts)

    def weekday(self, day: date) -> str:
        return str(self._words["weekdays"][day.isoweekday()])

    def has(self, group: str, name: str) -> bool:
        return name in self._words[group]

    def part(self, group: str, name: str) -> Mapping[str, Any]:
        part: Mapping[str, Any] = self._words[group][name]
        return part

    def rows(self, group: str) -> Sequence[Any]:
        """A list as it stands, in its order."""
        rows: Sequence[Any] = self._words[group]
        return rows

    @property
    def nobody(self) -> str:
        """Who did it, where no person did."""
        return str(self._words["nobody"])

    @property
    def caller(self) -> str:
        """Who did it, where the caller did."""
        return str(self._words["caller"])

    @property
    def you(self) -> str:
        """Whoever reads the page."""
        return str(self._words["you"])


def fill(sentence: str, **facts: object) -> str:
    """In one pass: braces in what a patient wrote are not gaps."""
    return _GAP.sub(lambda gap: str(facts[gap[1]]), sentence)


@cache
def _read(path: Path) -> Mapping[str, Any]:
    words: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words
