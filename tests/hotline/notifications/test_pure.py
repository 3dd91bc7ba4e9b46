"""Pauses and quiet hours, as arithmetic."""

from datetime import UTC, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from hotline.notifications.quiet_hours import wait_until
from hotline.notifications.retrying import FIRST_PAUSE, LONGEST_PAUSE, next_attempt_at, pause_after

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ZONE = timezone(timedelta(hours=8))
JITTERS = st.floats(min_value=0.6, max_value=1.4)


@given(attempts=st.integers(1, 200), jitter=JITTERS)
def test_pauses_grow_up_to_an_hour(attempts: int, jitter: float) -> None:
    assert pause_after(attempts, jitter=jitter) <= pause_after(attempts + 1, jitter=jitter)
    assert FIRST_PAUSE * 0.6 <= pause_after(attempts, jitter=jitter) <= LONGEST_PAUSE * 1.4


def test_the_first_pauses_double() -> None:
    assert [pause_after(n, jitter=1).total_seconds() for n in (1, 2, 3, 4)] == [30, 60, 120, 240]


@given(attempts=st.integers(1, 200), jitter=JITTERS, good_for=st.timedeltas(timedelta(0), timedelta(days=3)))
def test_nothing_is_tried_when_it_would_come_too_late(
    attempts: int, jitter: float, good_for: timedelta
) -> None:
    at = next_attempt_at(attempts, jitter=jitter, now=NOW, good_until=NOW + good_for)
    assert at is None or NOW < at < NOW + good_for


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),  # noqa: DTZ001 - hypothesis wants them naive
    hours=st.tuples(st.times(), st.times()),
)
def test_waiting_ends_within_a_day_outside_the_quiet_hours(now: datetime, hours: tuple[time, time]) -> None:
    quiet_from, quiet_to = hours
    until = wait_until(now, quiet_from=quiet_from, quiet_to=quiet_to, zone=ZONE)
    assert now <= until <= now + timedelta(days=1)
    assert until == now or until.astimezone(ZONE).time() == quiet_to
    again = wait_until(until, quiet_from=quiet_from, quiet_to=quiet_to, zone=ZONE)
    assert again == until


def test_the_hours_of_the_hospitals_night() -> None:
    def waits(hour: int, minute: int = 0) -> bool:
        at = datetime(2026, 11, 23, hour, minute, tzinfo=ZONE)
        return wait_until(at, quiet_from=time(21), quiet_to=time(8), zone=ZONE) != at

    assert [waits(20, 59), waits(21), waits(23), waits(0), waits(7, 59), waits(8)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]
