"""A department's target lies in its own hours, and grades without one go by the clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.safety import TriageGrade
from hotline.working_time import (
    AROUND_THE_CLOCK,
    DayKind,
    DepartmentsTime,
    FaultyTargets,
    Period,
    SpecialDay,
    WorkingWeek,
    load_working_targets,
    worked,
)

ZONE = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)
OFFICE = (Period(8 * HOUR, 12 * HOUR), Period(14.5 * HOUR, 17.5 * HOUR))
WEEK = WorkingWeek(days=dict.fromkeys(range(1, 6), OFFICE), make_up=OFFICE)
TIME = DepartmentsTime(
    usual=WEEK, own={"急诊科": AROUND_THE_CLOCK, "停诊科": WorkingWeek(days={})}, zone=ZONE
)
FRIDAY_NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)


def due(
    department: str, *, grade: TriageGrade = TriageGrade.ROUTINE, days: tuple[SpecialDay, ...] = ()
) -> str:
    found = TIME.due_at(department, grade=grade, start=FRIDAY_NOON, days=days)
    return f"{found.astimezone(ZONE):%m-%d %H:%M}" if found else "never"


def test_each_department_counts_in_its_own_week() -> None:
    assert due("心血管内科") == "11-23 15:30"
    assert due("心血管内科", grade=TriageGrade.URGENT) == "11-23 09:00"
    assert due("急诊科") == "11-20 20:00"


def test_an_emergency_waits_for_no_working_time_and_a_closed_department_has_no_target() -> None:
    assert due("急诊科", grade=TriageGrade.EMERGENCY) == "never"
    assert due("停诊科") == "never"


def test_a_day_that_staff_entered_moves_the_target() -> None:
    closed = SpecialDay(on=datetime(2026, 11, 23).date(), kind=DayKind.HOLIDAY, name="停电")  # noqa: DTZ001
    assert due("心血管内科", days=(closed,)) == "11-24 15:30"
    assert due("急诊科", days=(closed,)) == "11-20 20:00"


@given(
    st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2027, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["心血管内科", "急诊科"]),
    st.sampled_from([TriageGrade.URGENT, TriageGrade.ROUTINE]),
)
def test_exactly_the_target_is_worked_until_it_is_due(start: datetime, name: str, grade: TriageGrade) -> None:
    opened_at = start.replace(tzinfo=UTC)
    found = TIME.due_at(name, grade=grade, start=opened_at, days=())
    assert found is not None
    assert worked(TIME.calendar(name, days=()), opened_at, found) == TIME.targets[grade]


@pytest.mark.parametrize(
    "rows", ["urgent: {hours: 4}", "{emergency: null, urgent: {hours: 0}, routine: {hours: 8}}"]
)
def test_a_table_that_misses_a_grade_or_asks_for_nothing_is_faulty(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "targets.yml"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(FaultyTargets):
        load_working_targets(path)
