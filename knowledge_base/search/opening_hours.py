"""When something of the hospital is open: no disease's entry tells it, however near it lies."""

import re
from functools import cache
from pathlib import Path

import yaml

from knowledge_base.entries import Entry

_WORDS = Path(__file__).with_name("opening_hours.yml")
_SERVICE = "service"


def asks_hours(question: str) -> bool:
    asks, never = _patterns()
    return asks.search(question) is not None and never.search(question) is None


def may_tell_hours(entry: Entry) -> bool:
    """A service's, or one that was written for such a question."""
    return entry.aspect == _SERVICE or any(map(asks_hours, entry.questions))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return re.compile(words["asks"].replace(" ", "")), re.compile(words["never"])
