"""What the bot may do and say, read from its domain files as Rasa reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from telephony.words import Words

BOT = Path(__file__).parents[2] / "bot"


@dataclass(frozen=True, kw_only=True)
class Domain:
    """`forms`: the required slots by form, as asked; `rules`: an intent and what first answers it."""

    intents: frozenset[str]
    actions: frozenset[str]
    forms: Mapping[str, tuple[str, ...]]
    responses: frozenset[str]
    rules: frozenset[tuple[str, str]]
    words: Words

    @classmethod
    def load(cls, bot: Path = BOT) -> Self:
        files = sorted((bot / "domain").glob("*.yml"))
        content: dict[str, Any] = {}
        for file in files:
            content |= yaml.safe_load(file.read_text(encoding="utf-8"))
        return cls(
            intents=frozenset(name for intent in content["intents"] for name in intent),
            actions=frozenset(content["actions"]),
            forms={name: tuple(form["required_slots"]) for name, form in content["forms"].items()},
            responses=frozenset(content["responses"]),
            rules=_rules(bot / "data" / "rules.yml"),
            words=Words.load(files),
        )

    def answers(self, intent: str, step: str) -> bool:
        """Whether a rule answers the intent so, or a form that is under way may hear it first."""
        return (intent, step) in self.rules or step in self.forms

    def knows(self, name: str) -> bool:
        return name in self.actions or name in self.forms or name in self.responses


def _rules(file: Path) -> frozenset[tuple[str, str]]:
    rules = yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]
    steps = [rule["steps"][:2] for rule in rules if "intent" in rule["steps"][0]]
    return frozenset((first["intent"], second["action"]) for first, second in steps)
