"""Nobody is rung outside the permitted hours, and nobody waits longer than he must."""

from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.outgoing_calls import Errand, RingOutcome
from hotline.outgoing_calls.hours import Window, is_permitted, next_permitted
from hotline.outgoing_calls.rules import FaultyRules, load_rules, rules

ZONE = timezone(timedelta(hours=8))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - hypothesis wants them naive
WINDOWS = st.lists(
    st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Window(*pair)),
    min_size=1,
    max_size=3,
)
TRIES = st.lists(st.sampled_from([one for one in RingOutcome if one is not RingOutcome.ANSWERED]), min_size=1)


@given(at=INSTANTS, windows=WINDOWS)
def test_the_next_moment_is_permitted_and_comes_within_a_day(at: datetime, windows: list[Window]) -> None:
    found = next_permitted(at, windows=windows, zone=ZONE)
    assert at <= found <= at + timedelta(days=1)
    assert is_permitted(found, windows=windows, zone=ZONE)
    assert next_permitted(found, windows=windows, zone=ZONE) == found


@given(at=INSTANTS, windows=WINDOWS, share=st.floats(0, 1, exclude_max=True))
def test_nothing_between_now_and_then_was_permitted(
    at: datetime, windows: list[Window], share: float
) -> None:
    found = next_permitted(at, windows=windows, zone=ZONE)
    between = min(at + (found - at) * share, found - timedelta.resolution)
    assert found == at or not is_permitted(between, windows=windows, zone=ZONE)


@given(at=INSTANTS, later=st.timedeltas(timedelta(0), timedelta(days=2)), windows=WINDOWS)
def test_who_asks_later_is_never_rung_earlier(at: datetime, later: timedelta, windows: list[Window]) -> None:
    first = next_permitted(at, windows=windows, zone=ZONE)
    assert first <= next_permitted(at + later, windows=windows, zone=ZONE)


@pytest.mark.parametrize(
    ("asked", "rung"),
    [
        ("08:59", "09:00"),
        ("09:00", "09:00"),
        ("11:29", "11:29"),
        ("11:30", "15:00"),
        ("13:00", "15:00"),
        ("19:59", "19:59"),
        ("20:00", "09:00"),
        ("03:00", "09:00"),
    ],
)
def test_the_shipped_hours_leave_noon_and_night_in_peace(asked: str, rung: str) -> None:
    at = datetime.combine(datetime(2026, 11, 23, tzinfo=ZONE).date(), time.fromisoformat(asked), tzinfo=ZONE)
    assert f"{rules().permitted(at).astimezone(ZONE):%H:%M}" == rung


@given(at=INSTANTS, errand=st.sampled_from(Errand), outcomes=TRIES)
def test_a_next_try_is_later_in_permitted_hours_and_not_without_end(
    at: datetime, errand: Errand, outcomes: list[RingOutcome]
) -> None:
    again = rules().next_try(errand, outcomes=tuple(outcomes), now=at)
    faults = outcomes.count(RingOutcome.FAILED)
    tries = len(outcomes) - faults
    if again is None:
        assert tries > len(rules().errands[errand].pauses) or faults > rules().most_faults
    else:
        assert again >= at + min(rules().busy, rules().fault_pause)
        assert rules().is_permitted(again)


def test_what_failed_on_our_side_uses_up_no_try(clock_at: datetime) -> None:
    failed, missed = RingOutcome.FAILED, RingOutcome.NO_ANSWER
    with_faults = rules().next_try(Errand.FEEDBACK, outcomes=(failed, failed, missed), now=clock_at)
    assert with_faults == rules().next_try(Errand.FEEDBACK, outcomes=(missed,), now=clock_at)


@pytest.fixture
def clock_at() -> datetime:
    return datetime(2026, 11, 23, 9, 5, tzinfo=ZONE)


def test_rules_without_an_errand_or_with_a_backward_window_are_refused(tmp_path: Path) -> None:
    shipped = Path("hotline/outgoing_calls/rules.yml").read_text(encoding="utf-8")
    file = tmp_path / "rules.yml"
    for faulty in (shipped.replace("  refill:", "  refil:"), shipped.replace("'11:30'", "'08:30'")):
        file.write_text(faulty, encoding="utf-8")
        with pytest.raises(FaultyRules):
            load_rules(file)
