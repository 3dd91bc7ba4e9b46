"""The digest's own sentences, and numbers as people read them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from desk.words import fill
from hotline.digest import Share
from hotline.weeks import NoSuchWeek, Week

_FILE = Path(__file__).with_name("digest.yml")


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words


def say(name: str, **facts: object) -> str:
    return fill(str(_words()[name]), **facts)


def conclude(name: str, **facts: object) -> str:
    return fill(str(_words()["conclusions"][name]), **facts)


def tell_staffing(name: str, **facts: object) -> str:
    return fill(str(_words()["staffing"][name]), **facts)


def tell(part: str, name: str, **facts: object) -> str:
    """A sentence of one of the digest's sections."""
    return fill(str(_words()[part][name]), **facts)


def part(name: str) -> Mapping[str, Any]:
    """All words of one of them, as templates take them."""
    words: Mapping[str, Any] = _words()[name]
    return words


def heads(name: str) -> tuple[str, ...]:
    """Of a table's columns."""
    return tuple(_words()["heads"][name])


def name_of(kind: str, name: str) -> str:
    """As it came where we have none."""
    return str(_words()["names"][kind].get(name, name))


def aspect_name(aspect: str) -> str:
    """What a question is about, as all pages call it."""
    return name_of("aspects", aspect)


def section_words(id_: str) -> Mapping[str, str]:
    words: Mapping[str, str] = _words()["sections"][id_]
    return words


def weekday(number: int) -> str:
    """By ISO number, Monday is 1."""
    return str(_words()["weekdays"][number])


def day_of(on: date) -> str:
    return say("day", month=on.month, day=on.day)


def percent(part: float) -> str:
    """Nobody and everybody are said of no others: 299 of 300 are not 100 %."""
    value = round(100 * part)
    return say("percent", value=min(max(value, 1), 99) if 0 < part < 1 else value)


def shown(found: Share) -> str:
    """A dash of nobody."""
    return "—" if found.value is None else percent(found.value)


def band(found: Share) -> str:
    """Where the true share lies nineteen times of twenty; a dash of nobody."""
    if found.value is None:
        return "—"
    return say("bands", low=percent(found.low), high=percent(found.high))


def get_week(written: str, *, this: Week) -> Week:
    """The last whole one where none is named; none that has not begun."""
    try:
        return min(Week.parse(written), this)
    except NoSuchWeek:
        return this.before()


def title_of(week: Week) -> str:
    return say("title", year=week.year, number=week.number, first=day_of(week.first), last=day_of(week.last))
