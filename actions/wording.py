"""What the actions recognise in callers' messages, and the lines of their lists, read from wording.yml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Questions about one message, each answered by a pattern of the file."""

    patterns: dict[str, re.Pattern[str]]
    weekday_names: tuple[str, ...]
    help: dict[str, re.Pattern[str]]
    lines: dict[str, str]
    at_once: frozenset[str]
    ordinals: dict[str, int]

    def cancels(self, text: str) -> bool:
        return self.patterns["cancels"].fullmatch(text.strip()) is not None

    def withholds(self, text: str) -> bool:
        wholly = self.patterns["withholds_wholly"].fullmatch(text.strip())
        return wholly is not None or self._found("withholds", text)

    def unsure(self, text: str) -> bool:
        return self._found("unsure", text)

    def asks(self, text: str) -> bool:
        return self._found("asks", text.strip())

    def names_day(self, text: str) -> bool:
        return self._found("days", text)

    def names_past_day(self, text: str) -> bool:
        return self._found("past_days", text)

    def help_in(self, text: str) -> tuple[str, ...]:
        """Codes of what somebody seems to need, in the order of the file."""
        return tuple(code for code, pattern in self.help.items() if pattern.search(text))

    def needs_no_help(self, text: str) -> bool:
        return self._found("no_help", text)

    def name_in(self, text: str) -> str | None:
        """The name somebody is told to bear: `她叫李秀英`."""
        found = self.patterns["name"].search(text)
        return found["name"] if found else None

    def without_name(self, text: str) -> str:
        """Who it is, where the name was said in the same breath: `我妈，她叫李秀英` is `我妈`."""
        rest = self.patterns["name"].sub("", text)
        return self.patterns["pause"].split(rest.strip(), maxsplit=1)[0] or text

    def bare_name(self, text: str) -> str | None:
        """The name, where the message begins with nothing but a name and what leads up to it."""
        first = self.patterns["pause"].split(text.strip(), maxsplit=1)[0]
        found = self.patterns["bare_name"].fullmatch(first)
        return found["name"] if found else None

    def is_self(self, text: str) -> bool:
        return self._found("myself", text)

    def agrees(self, text: str) -> bool:
        """To what was asked last: the whole message."""
        return self.patterns["agrees"].fullmatch(text.strip()) is not None

    def disagrees(self, text: str) -> bool:
        return self._found("disagrees", text)

    def only_asks_department(self, text: str) -> bool:
        """Whether nothing is told of a complaint."""
        return self.patterns["only_asks_department"].fullmatch(text.strip()) is not None

    def takes_at_once(self, department: str) -> bool:
        """Whether one simply goes there: no place is booked."""
        return department in self.at_once

    def ordinal(self, text: str) -> int | None:
        """Which of those named before, from 1, where the message says so."""
        return next((number for name, number in self.ordinals.items() if name in text), None)

    def line(self, name: str, /, **values: object) -> str:
        return self.lines[name].format(**values)

    def _found(self, name: str, text: str) -> bool:
        return self.patterns[name].search(text) is not None


_PATTERNS = (
    "only_asks_department",
    "cancels",
    "withholds",
    "withholds_wholly",
    "unsure",
    "asks",
    "days",
    "past_days",
    "no_help",
    "name",
    "bare_name",
    "pause",
    "myself",
    "agrees",
    "disagrees",
)


@cache
def wording() -> Wording:
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("wording.yml").read_text(encoding="utf-8"))
    return Wording(
        patterns={name: re.compile(raw[name].strip()) for name in _PATTERNS},
        weekday_names=tuple(raw["weekday_names"]),
        help={code: re.compile(pattern) for code, pattern in raw["help"].items()},
        lines=raw["lines"],
        at_once=frozenset(raw["at_once"]),
        ordinals=raw["ordinals"],
    )
