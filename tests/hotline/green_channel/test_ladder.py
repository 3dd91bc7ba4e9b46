"""Whom the list rings, and when: arithmetic only."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hotline.green_channel import Ladder
from tests.hotline.making import MORNING, a_ladder

NAMES = ["急诊科", "急诊二线", "总值班"]


def test_the_list_is_gone_through_in_order_and_then_again() -> None:
    assert [a_ladder().rung(ring).name for ring in range(1, 8)] == [*NAMES, *NAMES, NAMES[0]]


def test_each_has_its_own_time_to_answer() -> None:
    ladder = a_ladder()
    waits = [ladder.next_ring_at(ring, rung_at=MORNING) - MORNING for ring in (1, 2, 3, 4)]
    assert [wait.total_seconds() for wait in waits] == [60, 30, 120, 60]


def ring_due(ladder: Ladder, *, now: datetime) -> int:
    """Of an alarm that was raised in the morning and that nobody answers."""
    ring, due = 1, ladder.next_ring_at(1, rung_at=MORNING)
    while ladder.is_due(due, now=now) and due <= now:
        ring, due = ring + 1, ladder.next_ring_at(ring + 1, rung_at=due)
    return ring


@pytest.mark.parametrize(
    ("after", "ring"), [(0, 1), (59, 1), (60, 2), (89, 2), (90, 3), (209, 3), (210, 4), (270, 5)]
)
def test_the_ring_an_unanswered_alarm_has_reached(after: int, ring: int) -> None:
    assert ring_due(a_ladder(), now=MORNING + timedelta(seconds=after)) == ring


def test_the_last_of_a_round_is_known() -> None:
    assert [a_ladder().is_last_of_round(ring) for ring in range(1, 7)] == [False, False, True] * 2


@pytest.mark.parametrize(
    ("ahead", "due"), [(None, False), (-1, True), (0, True), (1, False), (120, False), (121, True)]
)
def test_a_time_no_wait_can_explain_is_due_for_the_clock_was_set_back(
    ahead: int | None, *, due: bool
) -> None:
    at = None if ahead is None else MORNING + timedelta(seconds=ahead)
    assert a_ladder().is_due(at, now=MORNING) is due


@pytest.mark.parametrize("wait", [0, -5])
def test_a_ladder_without_a_wait_or_without_rungs_is_refused(wait: int) -> None:
    rung = a_ladder().rungs[0]
    with pytest.raises(ValueError, match="wait"):
        Ladder((type(rung)(name="x", line="1", by=rung.by, wait=timedelta(seconds=wait)),))
    with pytest.raises(ValueError, match="rungs"):
        Ladder(())


def test_after_its_rounds_only_the_last_is_rung_and_at_a_slower_pace() -> None:
    ladder = replace(a_ladder(), rounds=2, then_every=timedelta(seconds=240))
    assert [ladder.rung(ring).name for ring in range(4, 10)] == [*NAMES, *[NAMES[-1]] * 3]
    waits = [ladder.next_ring_at(ring, rung_at=MORNING) - MORNING for ring in range(5, 9)]
    assert [wait.total_seconds() for wait in waits] == [30, 120, 240, 240]
    assert [ladder.was_climbed(ring) for ring in (6, 7)] == [False, True]
    assert [ladder.round_of(ring) for ring in (1, 6, 7, 50)] == [1, 2, 2, 2]
    assert not ladder.is_due(MORNING + timedelta(seconds=240), now=MORNING)


def test_a_ladder_without_a_round_is_refused() -> None:
    with pytest.raises(ValueError, match="rounds"):
        replace(a_ladder(), rounds=0)
