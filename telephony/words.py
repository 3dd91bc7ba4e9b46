"""The sentences callers hear, read from the same data as Rasa's, so that both always say the same."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from telephony.messages import Choice

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class UnknownWords(KeyError):  # noqa: N818 - a noun of the trade
    """No sentence of that name; a programming fault, found by the tests."""


class Words:
    """Responses by name, with {placeholders}."""

    def __init__(self, responses: Mapping[str, Mapping[str, Any]]) -> None:
        self._responses = responses

    @classmethod
    def load(cls, files: Iterable[Path]) -> "Words":
        """Read the `responses:` of Rasa domain files; the first variation of each counts."""
        responses: dict[str, Mapping[str, Any]] = {}
        for file in files:
            data = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
            responses |= {name: variations[0] for name, variations in data.get("responses", {}).items()}
        return cls(responses)

    def fill(self, name: str, /, **facts: object) -> str:
        """The sentence `name`; a placeholder without a fact stays empty rather than showing its braces."""

        def fact(found: re.Match[str]) -> str:
            value = facts.get(found[1])
            return "" if value is None else str(value)

        return _PLACEHOLDER.sub(fact, str(self._named(name)["text"])).strip()

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The quick replies that belong to the sentence `name`."""
        return tuple(
            Choice(button["title"], button["payload"]) for button in self._named(name).get("buttons", ())
        )

    def _named(self, name: str) -> Mapping[str, Any]:
        if name not in self._responses:
            raise UnknownWords(name)
        return self._responses[name]
