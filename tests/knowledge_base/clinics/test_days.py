"""Which days callers mean."""

from datetime import date

import pytest

from knowledge_base.clinics.days import Days, read_days, read_half

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)


def on(text: str, *, today: date = MONDAY) -> list[str]:
    days = read_days(text, today=today)
    return [f"{day:%m-%d}" for day in days.on] if days else ["none"]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("周三有门诊吗", ["11-25"]),
        ("礼拜天眼科看不看", ["11-29"]),
        ("星期1有人吗", ["11-23"]),
        ("今天在吗", ["11-23"]),
        ("我大后天来", ["11-26"]),
        ("后天谁坐诊", ["11-25"]),
        ("明后天都行", ["11-24", "11-25"]),
        ("下周三呢", ["12-02"]),
        ("下下周一", ["12-07"]),
        ("周五还是周六", ["11-27", "11-28"]),
        ("周四到周六", ["11-26", "11-27", "11-28"]),
        ("周末有没有", ["11-28", "11-29"]),
        ("11月26号", ["11-26"]),
        ("十一月二十六日", ["11-26"]),
        ("26号有没有", ["11-26"]),
        ("二十六号", ["11-26"]),
        ("5号来行吗", ["12-05"]),
        ("1月5号", ["01-05"]),
        ("31号", ["12-31"]),
    ],
)
def test_a_day_is_the_next_of_its_name(said: str, days: list[str]) -> None:
    assert on(said) == days


@pytest.mark.parametrize(
    "said", ["内分泌科什么时候有人", "样例大道1号", "3号楼怎么走", "2号窗口", "几号开诊"]
)
def test_a_number_that_is_no_day_names_none(said: str) -> None:
    assert on(said) == ["none"]


def test_a_week_is_the_calendars_from_today_on() -> None:
    assert on("这周乡下有吗", today=date(2026, 11, 26)) == ["11-26", "11-27", "11-28", "11-29"]
    assert on("下个星期", today=SUNDAY)[0] == "11-30"
    assert len(on("下个星期", today=SUNDAY)) == 7


@pytest.mark.parametrize("said", ["上周三", "昨天林主任在吗", "这周一", "上个礼拜"])
def test_a_day_gone_by_is_said_to_be_past(said: str) -> None:
    assert read_days(said, today=date(2026, 11, 25)) == Days(on=(), is_past=True)


def test_the_weekend_holds_on_sunday_too() -> None:
    assert "11-29" in on("周末", today=SUNDAY)


def test_half_a_day_counts_where_one_alone_is_named() -> None:
    assert read_half("周三下午") == "afternoon"
    assert read_half("上午还是下午") is None
