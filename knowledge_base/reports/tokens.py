"""A message cut into what reading needs: names, numbers, results in words, and ends of sentences."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge_base.reports.indicators import Indicator, Indicators
from knowledge_base.reports.language import Language, plain
from knowledge_base.reports.numerals import number_of
from knowledge_base.reports.patterns import message_pattern, unit_pattern

Role = Literal["name", "short", "first", "second"]


@dataclass(frozen=True, slots=True)
class Token:
    """`at` and `to` are its place in the plain text."""

    at: int
    to: int


@dataclass(frozen=True, slots=True)
class Name(Token):
    """A name of an indicator, or of one half of a pair."""

    indicator: Indicator
    role: Role


@dataclass(frozen=True, slots=True)
class Number(Token):
    """`units` are those the unit written behind it may mean; a count (3次, 5毫克) has `counted`."""

    value: float
    words: str
    units: tuple[str, ...] | None
    spelling: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Pressure(Token):
    """Two numbers written as a blood pressure: 160/95."""

    upper: Number
    lower: Number


@dataclass(frozen=True, slots=True)
class Grade(Token):
    """A result in words: 阴性, ±, 阳性, 2+."""

    grade: str


@dataclass(frozen=True, slots=True)
class Titre(Token):
    """A dilution, 1:320."""

    value: float


@dataclass(frozen=True, slots=True)
class Break(Token):
    """The end of a sentence, or a date, a time or a telephone number: no value crosses or is it."""

    ends: bool


_INSIDE = str.maketrans({"度": "点", "尺": "点", "半": "五"})
_UNITS_INSIDE = {"度": ("℃",), "尺": ("尺",)}
"""三十八度五 and 二尺八 say their unit in the middle."""


class Tokeniser:
    """One compiled pattern finds every token of a message in one pass."""

    def __init__(self, indicators: Indicators, *, language: Language) -> None:
        self._names = dict(_names(indicators))
        self._grades = {
            plain(said): grade for grade, words in language.raw["grades"].items() for said in words
        }
        self._spellings = language.spellings
        self._counted = frozenset(language.words("counted"))
        self._pattern = message_pattern(self._names, self._grades, language=language)
        self._grades["-"] = self._grades["(-)"]  # bare at the end of a phrase only: the pattern sees to that
        units = (*self._spellings, *self._counted)
        self._begun_like_units = tuple(name for name in self._names if name.startswith(units))
        self._after = unit_pattern((*self._spellings, *self._counted, *language.words("neutral")))

    def tokens(self, text: str) -> list[Token]:
        """Tokens of a text that `plain` has made plain."""
        found: list[Token] = []
        at = 0
        while match := self._pattern.search(text, at):
            token = self._token(match, text)
            at = max(token.to if token else match.end(), match.start() + 1)
            if token and not _is_lettered(token, text, found):
                found.append(token)
        return found

    def _token(self, match: re.Match[str], text: str) -> Token | None:
        at, to, words = match.start(), match.end(), match[0]
        match match.lastgroup:
            case "name":
                indicator, role = self._names[words]
                return Name(at, to, indicator, role)
            case "end" | "skip":
                return Break(at, to, match.lastgroup == "end")
            case "plus":
                return Grade(at, to, _pluses(words))
            case "grade":
                return Grade(at, to, self._grades[words])
            case "titre":
                return Titre(at, to, float(words.partition(":")[2]))
        return self._number(match, text)

    def _number(self, match: re.Match[str], text: str) -> Number:
        value, words, to = _valued(match)
        after = self._after.match(text, to)
        if after and text.startswith(self._begun_like_units, after.start(1)):
            after = None  # 150下压90: 下 begins a name here and is no unit
        spelling = after[1] if after else ""
        end = after.end() if after else to
        inside = next((unit for sign, unit in _UNITS_INSIDE.items() if sign in words), None)
        units = self._spellings.get(spelling) or inside
        counted = units is None and spelling in self._counted
        return Number(match.start(), end, value, words, units, spelling, counted)


def _is_lettered(token: Token, text: str, found: list[Token]) -> bool:
    """The 3 of T3 is part of a word nobody taught us; the 28 of BMI28 follows a name."""
    if not isinstance(token, Number) or token.at == 0:
        return False
    before = text[token.at - 1]
    named = bool(found) and isinstance(found[-1], Name) and found[-1].to == token.at
    return before.isascii() and before.isalpha() and not named


def _valued(match: re.Match[str]) -> tuple[float, str, int]:
    if match["lone_power"]:
        exponent = match["lp"] or str(int(number_of(match["cn"])))
        return float(f"1e{exponent}"), match["lone_power"], match.end("lone_power")
    value = number_of(match["number"].translate(_INSIDE))
    exponent = match["e"] or match["x"] or match["p"]
    if exponent:
        return float(f"{value:.12g}e{exponent}"), match[0], match.end()
    return value, match["number"], match.end()


def _names(indicators: Indicators) -> Iterator[tuple[str, tuple[Indicator, Role]]]:
    for indicator in indicators:
        roles: tuple[tuple[Role, Iterable[str]], ...] = (
            ("name", (indicator.name, *indicator.names)),
            ("short", indicator.short_names),
            ("first", indicator.first_names),
            ("second", indicator.second_names),
        )
        for role, names in roles:
            for name in names:
                yield plain(name), (indicator, role)


def _pluses(words: str) -> str:
    count = words.count("+")
    digits = re.search(r"[0-9一二两三四]", words)
    return f"{int(number_of(digits[0])) if digits else min(count, 4)}+"
