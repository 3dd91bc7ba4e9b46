"""When somebody wants to be reminded, as it is said: 三个月后, 下周三上午, 十二月五号, 明天早上八点."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from hotline.hospital_time import HOSPITAL_TIME
from hotline.reminders.saying import sayings

_NUMERAL = r"[0-9]+|[一二两三四五六七八九十]+"
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_WEEKDAYS = {sign: place for place, sign in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_WEEK = re.compile(r"(?P<next>(?:下个?)*|这个?|本)(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?")
_DATE = re.compile(
    rf"(?:(?P<year>今年|明年|后年|20[0-9]{{2}}年)\s*)?(?P<month>{_NUMERAL})月(?:份)?(?:(?P<day>{_NUMERAL})(?:号|日)?)?"
)
_NEXT_MONTH = re.compile(rf"(?P<next>(?:下个?)+|这个?|本)月(?:(?P<day>{_NUMERAL})(?:号|日)|(?P<end>底))?")
_DAY = re.compile(rf"(?<!月)(?P<day>{_NUMERAL})(?:号|日)")
_NEAR = (("大后天", 3), ("后天", 2), ("明天", 1), ("明早", 1), ("明晚", 1), ("今天", 0), ("今晚", 0))
_CLOCK = re.compile(rf"(?P<hour>{_NUMERAL})(?:点钟?|时|[:：])(?P<minute>半|一刻|{_NUMERAL})?")
_HALF_MONTH = 15
_HOURS = ("小时", "钟头")


@dataclass(frozen=True, slots=True)
class SaidWhen:
    """`at` is None where a day was said and no hour; without `names_day` it was an hour alone."""

    on: date
    at: time | None
    names_day: bool = True

    def moment(self, usual: time) -> datetime:
        return datetime.combine(self.on, self.at or usual, tzinfo=HOSPITAL_TIME)


def read_when(text: str, *, now: datetime) -> SaidWhen | None:
    """The first day said, from now on; an hour alone is the next such. None where there is none."""
    local = now.astimezone(HOSPITAL_TIME)
    if (ahead := _hours(text)) is not None:
        then = local + ahead
        return SaidWhen(then.date(), then.time().replace(second=0, microsecond=0))
    day, at = next(_days(text, local.date()), None), _time(text)
    if day is None and at is not None:
        return SaidWhen(local.date() + timedelta(days=int(at <= local.time())), at, names_day=False)
    return SaidWhen(day, at) if day else None


def number_of(said: str) -> int | None:
    """Up to ninety-nine."""
    if said.isascii() and said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return _DIGITS.get(said)
    whole = (_DIGITS.get(tens) if tens else 1), (_DIGITS.get(ones) if ones else 0)
    return None if None in whole else (whole[0] or 0) * 10 + (whole[1] or 0)


def months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _days(text: str, today: date) -> Iterator[date]:
    """In the order in which one is believed before another."""
    for read in (_in_a_while, _in_a_month, _on_a_date, _near, _in_a_week, _on_a_day):
        day = read(text, today)
        if day is not None:
            yield day


@cache
def _span() -> re.Pattern[str]:
    unit, after = sayings()["when"]["unit"], sayings()["when"]["after"]
    return re.compile(rf"(?P<past>再?过|再等|等)?{unit}(?P<after>{after})?")


def _spans(text: str) -> Iterator[re.Match[str]]:
    """Only what lies ahead: 吃了三个月 is none."""
    return (found for found in _span().finditer(text) if found["past"] or found["after"])


def _hours(text: str) -> timedelta | None:
    for found in _spans(text):
        if found["unit"] in _HOURS:
            return timedelta(hours=_amount(found))
    return None


def _amount(found: re.Match[str]) -> float:
    whole = 0.5 if found["count"] == "半" else float(number_of(found["count"]) or 0)
    return whole + (0.5 if found["half"] or found["more"] == "个半" else 0)


def _in_a_while(text: str, today: date) -> date | None:
    for found in _spans(text):
        amount, unit = _amount(found), found["unit"]
        if unit in {"月", "年"}:
            months = amount * (12 if unit == "年" else 1)
            whole = months_on(today, int(months))
            return whole + timedelta(days=_HALF_MONTH if months % 1 else 0)
        if unit not in _HOURS:
            return today + timedelta(days=round(amount * (1 if unit in {"天", "日"} else 7)))
    return None


def _in_a_month(text: str, today: date) -> date | None:
    found = _NEXT_MONTH.search(text)
    if found is None:
        return None
    month = months_on(today, found["next"].count("下"))
    if found["end"]:
        return month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return _day_of(month, found["day"]) if found["day"] else (month if month != today else None)


def _on_a_date(text: str, today: date) -> date | None:
    found = _DATE.search(text)
    month = number_of(found["month"]) if found else None
    if found is None or month is None or month not in range(1, 13):
        return None
    year = _year(found["year"], today)
    day = _day_of(date(year, month, 1), found["day"] or "1")
    is_over = day is not None and day < today and found["year"] is None
    return _day_of(date(year + 1, month, 1), found["day"] or "1") if is_over else day


def _year(said: str | None, today: date) -> int:
    if said is None:
        return today.year
    return today.year + ("今年", "明年", "后年").index(said) if said[0] != "2" else int(said[:4])


def _near(text: str, today: date) -> date | None:
    return next((today + timedelta(days=ahead) for name, ahead in _NEAR if name in text), None)


def _in_a_week(text: str, today: date) -> date | None:
    found = _WEEK.search(text)
    if found is None or not (found["day"] or "下" in found["next"]):
        return None
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=found["next"].count("下"))
    day = monday + timedelta(days=_WEEKDAYS[found["day"]] if found["day"] else 0)
    # 周三 said on a Thursday is the next one; 这周三 would have been yesterday.
    return day + timedelta(weeks=1) if day <= today and not found["next"] else day


def _on_a_day(text: str, today: date) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    day = _day_of(today, found["day"])
    return _day_of(months_on(today.replace(day=1), 1), found["day"]) if day and day < today else day


def _day_of(month: date, said: str) -> date | None:
    day = number_of(said)
    if day is None or not 1 <= day <= calendar.monthrange(month.year, month.month)[1]:
        return None
    return month.replace(day=day)


def _time(text: str) -> time | None:
    part = re.search(sayings()["when"]["part"], text)
    found = _CLOCK.search(text)
    hour = number_of(found["hour"]) if found else None
    if found is None or hour is None or hour not in range(24):
        return time.fromisoformat(sayings()["parts"][part[0]]) if part else None
    if part and part[0] in sayings()["afternoon"] and hour in range(1, 12):
        hour += 12
    minute = {"半": 30, "一刻": 15, None: 0}.get(found["minute"], number_of(found["minute"] or "")) or 0
    return time(hour, minute if minute in range(60) else 0)
