"""On which weekdays a department is open, read from its hours as they are written for people."""

import re
from datetime import date

_DAYS = "一二三四五六日"
_SPAN = re.compile(r"周([一二三四五六日])[至到]周([一二三四五六日])")
_ONE = re.compile(r"周([一二三四五六日])")
_ALWAYS = re.compile(r"每天|全天|天天")


def is_open_on(hours: str, day: date) -> bool:
    """Hours that name no day are taken to hold on every one."""
    weekdays = _weekdays(hours)
    return not weekdays or day.isoweekday() in weekdays


def _weekdays(hours: str) -> frozenset[int]:
    if _ALWAYS.search(hours):
        return frozenset()
    spans = {
        number
        for first, last in _SPAN.findall(hours)
        for number in range(_DAYS.index(first) + 1, _DAYS.index(last) + 2)
    }
    return frozenset(spans | {_DAYS.index(one) + 1 for one in _ONE.findall(hours)})
