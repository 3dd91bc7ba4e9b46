"""Which days a message means: 周三, 下周, 周末, 后天, 11月26号, 上午."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge_base.clinics.language import language
from knowledge_base.reports.numerals import number_of

_NUMBER = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_WEEKDAY = re.compile(r"(上上|下下|上|下|这|本)?(?:一)?个?(?:周|星期|礼拜)([一二三四五六日天末1-7])")
_WEEK = re.compile(r"(上上|下下|上|下|这|本)(?:一)?个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7])")
_DATE = re.compile(rf"({_NUMBER})月(?:份)?的?({_NUMBER})[号日]?")
# A number alone is a day of the month unless it is one of a building, a road or a window.
_DAY = re.compile(rf"(?<![道路街巷楼第月0-9一二三四五六七八九十])({_NUMBER})[号日](?![楼线诊窗院门机路室馆])")
_LONGEST_SPAN = 7
_WEEK_DAYS = 7
_LONG_AGO = timedelta(days=90)
"""A date of this year further back means next year's: 1月5号, said in November."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days of a message from today on; `is_past` where it names only earlier ones."""

    on: tuple[date, ...]
    is_past: bool = False


def read_days(text: str, *, today: date) -> Days | None:
    """None where no day is named."""
    named = sorted(
        {*_relative(text, today), *_weekdays(text, today), *_weeks(text, today), *_dates(text, today)}
    )
    if not named:
        return None
    coming = tuple(day for day in named if day >= today)
    return Days(on=coming, is_past=not coming)


def read_half(text: str) -> str | None:
    """`morning`, `afternoon` or `evening`, where one alone is named."""
    halves = {half for word, half in language().halves.items() if word in text}
    return halves.pop() if len(halves) == 1 else None


def _relative(text: str, today: date) -> Iterator[date]:
    rest = text
    for word, days in language().from_today.items():
        if word in rest:
            rest = rest.replace(word, "")
            yield from (today + timedelta(days=ahead) for ahead in days)


def _weekdays(text: str, today: date) -> Iterator[date]:
    last_end, last = -1, None
    for found in _WEEKDAY.finditer(text):
        days = [_weekday(found, day, today=today) for day in _numbers(found[2])]
        if last and text[last_end : found.start()] in ("到", "至", "-", "—"):
            days += [last + timedelta(days=n) for n in range(1, min(_LONGEST_SPAN, (days[0] - last).days))]
        yield from days
        last_end, last = found.end(), days[0]


def _numbers(name: str) -> tuple[int, ...]:
    first = language().weekdays[name]
    return (first, first + 1) if name == language().weekend else (first,)


def _weekday(found: re.Match[str], number: int, *, today: date) -> date:
    """Without a week's name the next such day, today among them."""
    if found[1] is None:
        return today + timedelta(days=(number - today.isoweekday()) % _WEEK_DAYS)
    return _monday(found[1], today) + timedelta(days=number - 1)


def _weeks(text: str, today: date) -> Iterator[date]:
    for found in _WEEK.finditer(text):
        monday = _monday(found[1], today)
        yield from (monday + timedelta(days=day) for day in range(_WEEK_DAYS))


def _monday(week: str, today: date) -> date:
    ahead = language().weeks[week]
    return today + timedelta(days=1 - today.isoweekday() + _WEEK_DAYS * ahead)


def _dates(text: str, today: date) -> Iterator[date]:
    for month, day in _DATE.findall(text):
        named = _date(today.year, _number(month), _number(day))
        if named and today - named > _LONG_AGO:
            named = _date(today.year + 1, named.month, named.day)
        if named:
            yield named
    for day in _DAY.findall(_DATE.sub("，", text)):
        yield from _next_of_month(_number(day), today)


def _next_of_month(day: int, today: date) -> Iterator[date]:
    for ahead in range(3):  # a month may lack the day, not two in a row
        month = today.month - 1 + ahead
        named = _date(today.year + month // 12, month % 12 + 1, day)
        if named and named >= today:
            yield named
            return


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else int(number_of(words))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
