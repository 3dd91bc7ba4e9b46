"""What the console says to operators, in the language of their terminal (standard library only)."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("words.json")


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, dict[str, str]]:
    catalogue: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return catalogue


def language() -> str:
    """`zh` where HOTLINE_LANGUAGE or the locale asks for Chinese, else `en`."""
    chosen = os.environ.get("HOTLINE_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh" if chosen.lower().startswith("zh") else "en"


def say(key: str, **facts: object) -> str:
    """The sentence `key` of words.json with its facts filled in."""
    return _catalogue()[key][language()].format(**facts)


def say_to_nurses(key: str, **facts: object) -> str:
    """The same for what is read on the desk, in Chinese whatever the operator's terminal speaks."""
    return _catalogue()[key]["zh"].format(**facts)


class Trouble(Exception):  # noqa: N818 - a noun of the trade
    """Something the operator can mend; its text says what happened and what to do."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(say(key, **facts))
        self.key = key
