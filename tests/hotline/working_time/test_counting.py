"""Working time is counted to the minute, whatever the calendar does."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.working_time import (
    AROUND_THE_CLOCK,
    DayKind,
    NeverWorks,
    Period,
    Reason,
    Span,
    SpecialDay,
    WorkingCalendar,
    WorkingWeek,
    after,
    explain,
    load_public_days,
    without,
    worked,
)

ZONE = ZoneInfo("Asia/Shanghai")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OFFICE = (Period(8 * HOUR, 12 * HOUR), Period(14 * HOUR + 30 * MINUTE, 17 * HOUR + 30 * MINUTE))
WEEK = WorkingWeek(days=dict.fromkeys(range(1, 6), OFFICE), make_up=OFFICE)
CALENDAR = WorkingCalendar(week=WEEK, zone=ZONE).with_days(
    day for days in load_public_days().values() for day in days
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-20T10:00", "2026-11-20T16:30", 4.0),  # a Friday across lunch
        ("2026-11-20T17:00", "2026-11-23T08:30", 1.0),  # over a weekend
        ("2026-11-20T12:30", "2026-11-20T14:00", 0.0),  # lunch alone
        ("2026-09-19T00:00", "2026-09-21T00:00", 7.0),  # 20 September: a Sunday worked in exchange
        ("2026-10-01T00:00", "2026-10-08T00:00", 0.0),  # National Day week
        ("2026-02-13T17:00", "2026-02-24T08:00", 7.5),  # Friday's end, make-up Saturday, Spring Festival
        ("2024-02-29T08:00", "2024-03-01T12:00", 11.0),  # leap day and month's end
        ("2025-12-31T17:00", "2026-01-04T09:00", 1.5),  # the turn of the year; 4 January is worked
        ("2026-11-20T16:00", "2026-11-20T10:00", 0.0),  # backwards
    ],
)
def test_counts_what_a_clerk_would_count(start: str, end: str, hours: float) -> None:
    assert worked(CALENDAR, local(start), local(end)) == timedelta(hours=hours)


def test_eight_hours_from_friday_noon_end_on_monday_afternoon() -> None:
    assert after(CALENDAR, local("2026-11-20T12:00"), 8 * HOUR) == local("2026-11-23T15:30")


def test_a_department_around_the_clock_knows_no_holiday() -> None:
    calendar = WorkingCalendar(week=AROUND_THE_CLOCK, zone=ZONE, special=CALENDAR.special)
    assert worked(calendar, local("2026-10-01T00:00"), local("2026-10-08T00:00")) == timedelta(days=7)


def test_a_week_without_hours_is_said_and_not_looked_for_forever() -> None:
    with pytest.raises(NeverWorks):
        after(WorkingCalendar(week=WorkingWeek(days={}), zone=ZONE), local("2026-01-01T00:00"), MINUTE)


def test_explains_a_friday_before_the_make_up_sunday() -> None:
    told = explain(CALENDAR, local("2026-09-18T11:00"), local("2026-09-20T09:00"))
    assert [(one.on.day, one.reason, one.span.length / HOUR) for one in told] == [
        (18, Reason.WORKING, 1.0),
        (18, Reason.LUNCH, 2.5),
        (18, Reason.WORKING, 3.0),
        (18, Reason.CLOSED, 6.5),
        (19, Reason.FREE_DAY, 24.0),
        (20, Reason.CLOSED, 8.0),
        (20, Reason.MAKE_UP, 1.0),
    ]
    assert told[-1].name == "国庆节"


@pytest.mark.parametrize("year", sorted(load_public_days()))
def test_the_shipped_table_exchanges_only_weekends_for_weekdays(year: int) -> None:
    days = load_public_days()[year]
    worked_days = [day.on for day in days if day.kind is DayKind.WORKDAY]
    assert all(day.isoweekday() > 5 for day in worked_days)
    assert len([day for day in days if day.kind is DayKind.HOLIDAY]) >= 11


# --- whatever the calendar ---------------------------------------------------------------------------

START = datetime(2024, 1, 1, tzinfo=UTC)


def since_start(days: int) -> st.SearchStrategy[datetime]:
    return st.timedeltas(timedelta(0), timedelta(days=days)).map(lambda passed: START + passed)


instants = since_start(3 * 365)
minutes_of_day = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted)


def periods_of(bounds: list[int]) -> tuple[Period, ...]:
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return tuple(Period(first * MINUTE, last * MINUTE) for first, last in pairs)


periods = minutes_of_day.map(periods_of)
special_days = st.lists(
    st.builds(
        SpecialDay,
        on=st.dates(date(2024, 1, 1), date(2024, 3, 31)),
        kind=st.sampled_from(DayKind),
        name=st.just("节"),
    ),
    max_size=20,
)
weeks = st.builds(
    WorkingWeek,
    days=st.dictionaries(st.integers(1, 7), periods),
    make_up=periods,
    keeps_holidays=st.booleans(),
)
calendars = st.builds(
    lambda week, days: WorkingCalendar(week=week, zone=ZONE).with_days(days), weeks, special_days
)
near = since_start(90)


@given(calendars, near, near, near)
def test_splitting_never_changes_the_sum(
    calendar: WorkingCalendar, one: datetime, other: datetime, third: datetime
) -> None:
    first, middle, last = sorted((one, other, third))
    parts = worked(calendar, first, middle) + worked(calendar, middle, last)
    assert parts == worked(calendar, first, last)


@given(calendars, near, near)
def test_after_finds_the_instant_by_which_it_was_worked(
    calendar: WorkingCalendar, one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    amount = worked(calendar, start, end)
    found = after(calendar, start, amount)
    assert found <= end
    assert worked(calendar, start, found) == amount


@given(calendars, near, near)
def test_the_explanation_leaves_no_gap_and_counts_the_same(
    calendar: WorkingCalendar, one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    told = explain(calendar, start, end)
    bounds = [start, *(stretch.span.end for stretch in told)]
    assert [stretch.span.start for stretch in told] == bounds[:-1]
    assert bounds[-1] == end
    counted = sum((one.span.length for one in told if one.reason.counts), timedelta(0))
    assert counted == worked(calendar, start, end)


@given(calendars, near, near, st.lists(st.tuples(near, near), max_size=5))
def test_pausing_and_resuming_add_up(
    calendar: WorkingCalendar, one: datetime, other: datetime, told: list[tuple[datetime, datetime]]
) -> None:
    whole = Span(*sorted((one, other)))
    pauses = [Span(*sorted(pair)) for pair in told]
    kept = list(without(whole, pauses))
    paused = list(without(whole, kept))
    ran = worked(calendar, whole.start, whole.end, pauses=pauses)
    stood = sum((worked(calendar, span.start, span.end) for span in paused), timedelta(0))
    assert ran + stood == worked(calendar, whole.start, whole.end)


@given(calendars, since_start(20), st.integers(0, 4000))
def test_agrees_with_counting_every_single_minute(
    calendar: WorkingCalendar, begins: datetime, length: int
) -> None:
    start = begins.replace(second=0, microsecond=0, tzinfo=UTC)
    ticks = (start + number * MINUTE for number in range(length))
    assert (
        worked(calendar, start, start + length * MINUTE)
        == sum(_counts(calendar, at) for at in ticks) * MINUTE
    )


def _counts(calendar: WorkingCalendar, at: datetime) -> bool:
    local_at = at.astimezone(ZONE)
    since_midnight = timedelta(hours=local_at.hour, minutes=local_at.minute)
    day = calendar.special.get(local_at.date()) if calendar.week.keeps_holidays else None
    hours = calendar.week.days.get(local_at.isoweekday(), ())
    if day is not None:
        hours = calendar.week.make_up if day.kind is DayKind.WORKDAY else ()
    return any(period.starts <= since_midnight < period.ends for period in hours)


@given(instants, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_more_time_is_never_less_work(start: datetime, longer: timedelta) -> None:
    assert worked(CALENDAR, start, start + longer) <= worked(CALENDAR, start, start + longer + HOUR)


@given(
    instants, st.timedeltas(timedelta(0), timedelta(days=30)), st.dates(date(2024, 1, 1), date(2026, 12, 31))
)
def test_a_day_made_free_takes_away_its_own_hours_only(start: datetime, longer: timedelta, day: date) -> None:
    freed = CALENDAR.with_days([SpecialDay(on=day, kind=DayKind.HOLIDAY, name="临时")])
    lost = worked(CALENDAR, start, start + longer) - worked(freed, start, start + longer)
    assert timedelta(0) <= lost <= 7 * HOUR
