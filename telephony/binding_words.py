"""What a caller means who binds his telephone: rules over one message, and what may be kept of it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from hotline.phone import find_phone_number, hidden_middle, said_digits

_FILE = Path(__file__).with_name("binding.yml")
_BESIDE_WORDS = re.compile(r"[\s\"'“”‘’「」，,。.!！？?；;：:、]+")
_DIGITS = re.compile(r"(?<!\d)\d+(?!\d)")
_COUNTRY = re.compile(r"\+?(?:86)?(?=1[3-9]\d{9})")
_CODE = 6
_SHORTEST, _LONGEST = 4, 15
_HIDDEN = "*"


class Wish(StrEnum):
    """Said by itself; the rest answers what was asked."""

    BIND = "bind"
    UNBIND = "unbind"
    WHICH = "which"
    PROGRESS = "progress"


class BindingWords(BaseModel):
    """By what is meant by them; `beside_…` may stand around digits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bind: frozenset[str]
    unbind: frozenset[str]
    which: frozenset[str]
    progress: frozenset[str]
    beside_number: frozenset[str]
    beside_code: frozenset[str]

    def wish_of(self, said: str) -> Wish | None:
        return next((wish for wish in Wish if said in getattr(self, wish.value)), None)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """`kept` is the message without the number or code in it; no field where nothing of that kind was said.

    Digits that are neither have no field: whether they were meant for one depends on what was asked.
    """

    wish: Wish | None = None
    phone: str | None = None
    code: str | None = None
    kept: str


@lru_cache(maxsize=1)
def binding_words() -> BindingWords:
    return BindingWords.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def read_binding(text: str) -> Heard | None:
    """None for a message that says anything else."""
    said = _BESIDE_WORDS.sub("", text)
    if wish := binding_words().wish_of(said):
        return Heard(wish=wish, kept=text)
    digits = _BESIDE_WORDS.sub("", said_digits(text))
    number = find_phone_number(digits)
    return _read_number(digits, number) if number else _read_digits(digits)


def _read_number(said: str, number: str) -> Heard | None:
    words, rest = binding_words(), _COUNTRY.sub("", said).replace(number, "", 1)
    if rest in words.bind or rest in words.beside_number:
        wish = Wish.BIND if rest in words.bind else None
        return Heard(wish=wish, phone=number, kept=rest + hidden_middle(number))
    return None


def _read_digits(said: str) -> Heard | None:
    runs = _DIGITS.findall(said)
    if len(runs) != 1 or not _SHORTEST <= len(runs[0]) <= _LONGEST:
        return None
    rest, kept = said.replace(runs[0], "", 1), said.replace(runs[0], _HIDDEN * len(runs[0]), 1)
    words = binding_words()
    if len(runs[0]) == _CODE and rest in words.beside_code:
        return Heard(code=runs[0], kept=kept)
    return Heard(kept=kept) if rest in words.beside_code | words.beside_number else None
