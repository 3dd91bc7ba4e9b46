"""A day as callers say it, as a date: only where it can be but one."""

import re
from datetime import date, timedelta

from actions.wording import wording

_MONTH_DAY = re.compile(r"(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_DAY = re.compile(r"(?<![\d月])(\d{1,2})\s*[号日]")
_SPELT = re.compile(r"([一二三四五六七八九])?(十)?([一二三四五六七八九])?(?=[月号日])")
_ONES = "零一二三四五六七八九"
_WEEK = timedelta(days=7)


def day_said(text: str, *, today: date) -> date | None:
    """From today on; a date without a year is the next one. None where several days would do."""
    words = wording()
    digits = _SPELT.sub(_in_digits, text)
    if found := _MONTH_DAY.search(digits):
        return _next_date(int(found[1]), int(found[2]), today=today)
    if found := _DAY.search(digits):
        return _next_day_of_month(int(found[1]), today=today)
    for name, ahead in words.days_from_today.items():
        if name in text:
            return today + timedelta(days=ahead)
    weekday = words.weekday(text, today=today.isoweekday())
    if weekday is None:
        return None
    monday = today - timedelta(days=today.isoweekday() - 1)
    day = monday + timedelta(days=weekday - 1)
    if words.names_next_week(text):
        return day + _WEEK
    return day if day >= today else day + _WEEK


def _in_digits(found: re.Match[str]) -> str:
    """`二十七号` as `27号`, `十月` as `10月`."""
    tens, ten, ones = found.groups()
    if not found[0]:
        return ""
    if not ten:
        return "".join(str(_ONES.index(one)) for one in (tens, ones) if one)
    return str(10 * (_ONES.index(tens) if tens else 1) + (_ONES.index(ones) if ones else 0))


def _next_date(month: int, day: int, *, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        found = _date(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def _next_day_of_month(day: int, *, today: date) -> date | None:
    this = _date(today.year, today.month, day)
    if this is not None and this >= today:
        return this
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)  # noqa: PLR2004 - December
    return _date(year, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
