"""What the bot may do and say, read from its domain files as Rasa reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from telephony.words import Words

FOLDER = Path(__file__).parents[2] / "bot" / "domain"


@dataclass(frozen=True, kw_only=True)
class Domain:
    """`forms` are the required slots by form, in the order in which they are asked."""

    intents: frozenset[str]
    actions: frozenset[str]
    forms: Mapping[str, tuple[str, ...]]
    responses: frozenset[str]
    words: Words

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        files = sorted(folder.glob("*.yml"))
        content: dict[str, Any] = {}
        for file in files:
            content |= yaml.safe_load(file.read_text(encoding="utf-8"))
        return cls(
            intents=frozenset(name for intent in content["intents"] for name in intent),
            actions=frozenset(content["actions"]),
            forms={name: tuple(form["required_slots"]) for name, form in content["forms"].items()},
            responses=frozenset(content["responses"]),
            words=Words.load(files),
        )

    def knows(self, name: str) -> bool:
        return name in self.actions or name in self.forms or name in self.responses
