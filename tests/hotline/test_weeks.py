"""A week is Monday to Sunday in the hospital's zone, whatever year its days lie in."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.weeks import NoSuchWeek, Week

ZONE = ZoneInfo("Asia/Shanghai")


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_every_day_lies_in_its_week(day: date) -> None:
    week = Week.of(day)
    assert day in week.days
    assert week.first.isoweekday() == 1
    assert Week.parse(str(week)) == week


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_weeks_join_without_a_hole(day: date) -> None:
    week = Week.of(day)
    assert week.before().span(ZONE).end == week.span(ZONE).start
    assert week.before().last == week.first - timedelta(days=1)


def test_the_first_days_of_a_year_may_belong_to_the_last_week_of_the_year_before() -> None:
    last = Week.of(date(2027, 1, 1))
    assert (str(last), last.year, last.number, str(last.after())) == ("2026-W53", 2026, 53, "2027-W01")


def test_a_week_begins_at_midnight_of_the_hospital() -> None:
    assert Week.parse("2026-W47").span(ZONE).start == datetime(2026, 11, 15, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-W54",
        "2025-W53",
        "2026-W00",
        "W47",
        "2026/47",
        "2026-48",
        "0000-W01",
        "0001-W01",
        "9999-W52",
        "",
        "上周",
    ],
)
def test_what_is_no_week_is_refused_by_name(written: str) -> None:
    with pytest.raises(NoSuchWeek):
        Week.parse(written)
