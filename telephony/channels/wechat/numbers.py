"""The numbers under a reply: which stand there, and which one a caller wrote."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

MOST_CHOICES = 9
_FILE = Path(__file__).with_name("numbers.yml")
_MARKS = r"[\s.。,，、!！~～:：;；()（）\[\]【】“”\"'‘’]*"


def numbers_for(says: Sequence[str]) -> tuple[str, ...]:
    """The number of each choice: its own, where all of them are said by numbers; at most MOST_CHOICES."""
    shown = tuple(says[:MOST_CHOICES])
    if all(said.isdecimal() for said in shown) and len(set(shown)) == len(shown):
        return shown
    return tuple(str(at) for at in range(1, len(shown) + 1))


def number_in(text: str) -> str | None:
    """The one number a message consists of, however it is written; None where it says anything else."""
    found = _written().fullmatch(unicodedata.normalize("NFKC", text.strip()))
    return _values()[found["number"]] if found else None


@lru_cache(maxsize=1)
def _written() -> re.Pattern[str]:
    told = _told()
    before, after = (_any_of(told[name]) for name in ("before", "after"))
    number = _any_of(_values())
    return re.compile(f"{_MARKS}(?:{before})*{_MARKS}(?P<number>{number}){_MARKS}(?:{after})*{_MARKS}")


@lru_cache(maxsize=1)
def _values() -> dict[str, str]:
    """As they look once compatibility forms are undone."""
    words: dict[str, list[str]] = _told()["words"]
    written = {word: number for number, all_words in words.items() for word in (number, *all_words)}
    return {unicodedata.normalize("NFKC", word): number for word, number in written.items()}


def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return told


def _any_of(words: Sequence[str] | dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
