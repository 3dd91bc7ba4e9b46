"""Which messages have the words for what the classifier takes them for; knows nothing of Rasa."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_WORDS = Path(__file__).with_name("act_words.yml")


@cache
def _acts() -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    told = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {act: (_either(words["has"]), _either(words.get("never"))) for act, words in told.items()}


def _either(words: str | None) -> re.Pattern[str] | None:
    return re.compile(words.replace(" ", ""), re.IGNORECASE) if words else None


def is_worded(intent: str, text: str) -> bool:
    """True for what needs no words of its own, a question above all."""
    if intent not in _acts():
        return True
    has, never = _acts()[intent]
    return bool(has and has.search(text)) and not (never and never.search(text))
