"""Days as callers say them, on Monday the 23rd of November 2026 at half past nine."""

from datetime import date, time

import pytest

from hotline.reminders.days import months_on, number_of, read_when
from tests.hotline.making import MORNING


@pytest.mark.parametrize(
    ("said", "on", "at"),
    [
        ("三个月后提醒我复查", "2027-02-23", None),
        ("3个月之后提醒我", "2027-02-23", None),
        ("半年以后叫我去查一下", "2027-05-23", None),
        ("过一年半提醒我", "2028-05-23", None),
        ("一个半月后", "2027-01-07", None),
        ("半个月后提醒我拿药", "2026-12-08", None),
        ("再过两个星期", "2026-12-07", None),
        ("十天后", "2026-12-03", None),
        ("二十八天以后", "2026-12-21", None),
        ("一周后", "2026-11-30", None),
        ("下周三上午", "2026-12-02", "09:00"),
        ("提醒我下周去拿药", "2026-11-30", None),
        ("下下周一", "2026-12-07", None),
        ("这周五", "2026-11-27", None),
        ("周四下午三点", "2026-11-26", "15:00"),
        ("周一", "2026-11-30", None),
        ("星期天", "2026-11-29", None),
        ("礼拜六早上", "2026-11-28", "08:30"),
        ("明天早上八点半", "2026-11-24", "08:30"),
        ("后天", "2026-11-25", None),
        ("大后天晚上7点", "2026-11-26", "19:00"),
        ("今晚", "2026-11-23", "19:00"),
        ("下个月", "2026-12-23", None),
        ("下下个月5号", "2027-01-05", None),
        ("下月底", "2026-12-31", None),
        ("这个月28号", "2026-11-28", None),
        ("12月5号", "2026-12-05", None),
        ("十二月二十五日上午9:30", "2026-12-25", "09:30"),
        ("1月8日", "2027-01-08", None),
        ("明年三月", "2027-03-01", None),
        ("5号", "2026-12-05", None),
        ("28号", "2026-11-28", None),
        ("下午三点", "2026-11-23", "15:00"),
        ("早上八点", "2026-11-24", "08:00"),
        ("两个小时后", "2026-11-23", "11:30"),
        ("过半个小时", "2026-11-23", "10:00"),
    ],
)
def test_a_day_is_read_as_it_is_said(said: str, on: str, at: str | None) -> None:
    found = read_when(said, now=MORNING)
    assert found is not None
    assert (found.on, found.at) == (date.fromisoformat(on), time.fromisoformat(at) if at else None)


@pytest.mark.parametrize(
    "said", ["提醒我复查", "吃了三个月的药", "到时候提醒我", "13月40号", "2月30号", "过几天"]
)
def test_no_day_is_none(said: str) -> None:
    assert read_when(said, now=MORNING) is None


def test_a_month_without_the_day_ends_on_its_last() -> None:
    assert months_on(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_on(date(2028, 1, 31), 1) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("said", "number"),
    [("十", 10), ("十五", 15), ("二十", 20), ("三十一", 31), ("两", 2), ("07", 7), ("百", None)],
)
def test_numerals(said: str, number: int | None) -> None:
    assert number_of(said) == number
