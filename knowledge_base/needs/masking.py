"""A caller's words as they may be shown to staff who never spoke with him; in doubt, not at all."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("masks.yml")
_SURNAME = "SURNAME"
_SYLLABLE = r"[\u4e00-\u9fff]"
_BLANK = "。"  # no pattern reaches across it


@dataclass(frozen=True, kw_only=True)
class _Masks:
    masks: tuple[tuple[re.Pattern[str], str], ...]
    doubts: tuple[re.Pattern[str], ...]
    certain: tuple[re.Pattern[str], ...]
    surname: re.Pattern[str]
    longest: int


@cache
def _masks() -> _Masks:
    facts: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    surname = f"[{facts['surnames']}]"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace(_SURNAME, surname))

    return _Masks(
        masks=tuple((compiled(one["pattern"]), one["shown"]) for one in facts["masks"]),
        doubts=tuple(compiled(pattern) for pattern in facts["doubts"]),
        certain=tuple(compiled(pattern) for pattern in facts["certain"]),
        surname=re.compile(f"(?={surname}{_SYLLABLE})"),
        longest=facts["longest"],
    )


def masked(text: str) -> str:
    """Without numbers, dates, places and names that are told as such."""
    for pattern, shown in _masks().masks:
        text = pattern.sub(shown, text)
    return text


def example(text: str, *, known: Container[str]) -> str | None:
    """None where it cannot be shown; `known` are pairs of characters that are nobody's name."""
    rules, shown = _masks(), masked(text.strip())
    if len(shown) > rules.longest or any(doubt.search(shown) for doubt in rules.doubts):
        return None
    begun = (shown[found.start() : found.start() + 2] for found in rules.surname.finditer(shown))
    return shown if all(pair in known for pair in begun) else None


@dataclass(frozen=True, kw_only=True)
class Traces:
    """Pieces of a text that tell of a person: `certain` ones, and others that may be harmless."""

    certain: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


def traces_in(text: str, *, harmless: Iterable[str] = ()) -> Traces:
    """Where words meant for everybody may still tell of somebody; `harmless` are the house's own numbers."""
    rules = _masks()
    for one in sorted(filter(None, harmless), key=len, reverse=True):
        text = text.replace(one, _BLANK)
    certain = _pieces(text, rules.certain)
    others = _pieces(text, (*(pattern for pattern, _ in rules.masks), *rules.doubts))
    doubtful = tuple(one for one in others if not _is_part(one, (*certain, *others)))
    return Traces(certain=certain, doubtful=tuple(one for one in doubtful if one not in certain))


def _pieces(text: str, patterns: Iterable[re.Pattern[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[0] for pattern in patterns for found in pattern.finditer(text)))


def _is_part(piece: str, others: Iterable[str]) -> bool:
    return any(piece in other and piece != other for other in others)
