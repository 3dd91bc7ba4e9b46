"""A password somebody else would think of too is refused; nobody is made to use signs and capitals."""

import operator
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path

import yaml

SHORTEST = 10
_SURPRISES = 6
_LETTERS = 5
_RUN = 3
_NUMBER_COUNTS = 3
_WORDS = Path(__file__).with_name("common_words.yml")
_NUMBER = re.compile(r"[0-9]{4,}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?![0-9])")
_SPLIT = re.compile(r"[\W_\d]+")
_LOOKS_LIKE = str.maketrans("@430$517!", "aaeosslti")


class PasswordRefused(Exception):  # noqa: N818 - a noun of the trade
    """The password cannot be taken. Carries no part of it."""


class PasswordShort(PasswordRefused):
    """Fewer than `least` characters."""

    def __init__(self) -> None:
        super().__init__(f"shorter than {SHORTEST} characters")
        self.least = SHORTEST


class PasswordCommon(PasswordRefused):
    """Made of what everybody uses, or of the user name."""

    def __init__(self) -> None:
        super().__init__("one of the passwords that are tried first")


def require_good_password(password: str, *, username: str) -> None:
    """Raises PasswordShort, PasswordCommon."""
    if len(password) < SHORTEST:
        raise PasswordShort
    if len(set(password.casefold())) < _LETTERS or surprises(password, username=username) < _SURPRISES:
        raise PasswordCommon


def surprises(password: str, *, username: str) -> int:
    """How many things one has to guess: a common word, a run like 1234 or qwer, a year is one, not many."""
    plain = password.casefold()
    known = (*_words(), *(part for part in (username, *_SPLIT.split(username)) if len(part) >= _RUN))
    return min(_count(text, known) for text in (plain, plain.translate(_LOOKS_LIKE)))


def _count(text: str, known: Sequence[str]) -> int:
    """A long number is worth three: it is somebody's birthday or telephone."""
    at = count = 0
    while at < len(text):
        common = max((len(word) for word in known if text.startswith(word, at)), default=1)
        one = max(common, _run_at(text, at), _length(_YEAR, text, at))
        number = _length(_NUMBER, text, at)
        count += _NUMBER_COUNTS if number > one else 1
        at += max(one, number)
    return count


def _length(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return len(found[0]) if found else 1


def _run_at(text: str, at: int) -> int:
    """How long one letter, an alphabet or a row of keys goes on from here; 1 where none does."""
    longest = max(_lasts(text, at, goes_on) for goes_on in (operator.eq, _is_next, _is_before))
    return longest if longest >= _RUN else 1


def _lasts(text: str, at: int, goes_on: Callable[[str, str], bool]) -> int:
    return 1 + sum(1 for _ in takewhile(lambda pair: goes_on(*pair), pairwise(text[at:])))


def _is_next(one: str, other: str) -> bool:
    return one + other in _steps()


def _is_before(one: str, other: str) -> bool:
    return other + one in _steps()


@cache
def _steps() -> frozenset[str]:
    rows: list[str] = _shipped()["rows"]
    return frozenset(one + other for row in rows for one, other in pairwise(row))


@cache
def _words() -> tuple[str, ...]:
    return tuple(_shipped()["words"])


def _shipped() -> dict[str, list[str]]:
    shipped: dict[str, list[str]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return shipped
