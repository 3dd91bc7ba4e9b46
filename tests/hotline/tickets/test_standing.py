"""The promise stands, or it does not: nothing but the ticket's own times decides."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.tickets import Standing, TicketTimes
from hotline.tickets.standing import standing

SOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)

instants = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def times(*, fed_back_at: datetime | None = None, closed_at: datetime | None = None) -> TicketTimes:
    return TicketTimes(due_soon_at=SOON, feedback_due_at=DUE, fed_back_at=fed_back_at, closed_at=closed_at)


@pytest.mark.parametrize(
    ("fed_back_at", "closed_at", "now", "expected"),
    [
        (None, None, SOON - TICK, Standing.ON_TRACK),
        (None, None, SOON, Standing.DUE_SOON),
        (None, None, DUE, Standing.DUE_SOON),
        (None, None, DUE + TICK, Standing.BREACHED),
        (DUE, None, DUE, Standing.MET),
        (DUE, None, DUE + timedelta(days=400), Standing.MET),
        (DUE + TICK, None, DUE + timedelta(days=1), Standing.LATE),
        (None, SOON - TICK, DUE + timedelta(days=1), Standing.ON_TRACK),
        (None, SOON, DUE + timedelta(days=1), Standing.DUE_SOON),
        (None, DUE + TICK, DUE + timedelta(days=1), Standing.BREACHED),
        (DUE - TICK, DUE + TICK, DUE + timedelta(days=1), Standing.MET),
    ],
)
def test_the_table_of_standings(
    fed_back_at: datetime | None, closed_at: datetime | None, now: datetime, expected: Standing
) -> None:
    assert standing(times(fed_back_at=fed_back_at, closed_at=closed_at), now) is expected


@given(first=instants, second=instants)
def test_without_feedback_a_promise_only_ever_gets_worse(first: datetime, second: datetime) -> None:
    worse = [Standing.ON_TRACK, Standing.DUE_SOON, Standing.BREACHED]
    earlier, later = sorted([first, second])
    assert worse.index(standing(times(), earlier)) <= worse.index(standing(times(), later))


@given(fed_back_at=instants, first=instants, second=instants)
def test_after_feedback_the_verdict_no_longer_depends_on_now(
    fed_back_at: datetime, first: datetime, second: datetime
) -> None:
    told = times(fed_back_at=fed_back_at)
    assert standing(told, first) is standing(told, second)
    assert (standing(told, first) is Standing.MET) == (fed_back_at <= DUE)


@given(closed_at=instants, wait=st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_closed_ticket_keeps_the_standing_it_closed_with(closed_at: datetime, wait: timedelta) -> None:
    closed = times(closed_at=closed_at)
    assert standing(closed, closed_at + wait) is standing(times(), closed_at)


@given(now=instants)
def test_a_breach_is_never_called_met(now: datetime) -> None:
    assert standing(times(), now) is not Standing.MET
