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
    weekdays: dict[str, int]
    days_from_today: dict[str, int]
    weekday_names: tuple[str, ...]
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

    def weekday(self, text: str, *, today: int) -> int | None:
        """1 to 7 for Monday to Sunday, `today` being one of them; None where no day is named."""
        for name, number in self.weekdays.items():
            if name in text:
                return number
        for name, ahead in self.days_from_today.items():
            if name in text:
                return (today - 1 + ahead) % 7 + 1
        return None

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
    "cancels",
    "withholds",
    "withholds_wholly",
    "unsure",
    "asks",
    "days",
    "past_days",
)


@cache
def wording() -> Wording:
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("wording.yml").read_text(encoding="utf-8"))
    return Wording(
        patterns={name: re.compile(raw[name].strip()) for name in _PATTERNS},
        weekdays=raw["weekdays"],
        days_from_today=raw["days_from_today"],
        weekday_names=tuple(raw["weekday_names"]),
        lines=raw["lines"],
        at_once=frozenset(raw["at_once"]),
        ordinals=raw["ordinals"],
    )
