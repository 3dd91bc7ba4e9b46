"""What each deed makes of an alarm, and every move that is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from hotline.green_channel import (
    AcknowledgedBy,
    AlarmDeed,
    AlarmOutcome,
    AlarmOver,
    AlarmRefused,
    AlarmState,
    AlreadyAcknowledged,
    AlreadyArrived,
    LiveAlarm,
    NotAcknowledged,
    ReasonMissing,
    RingBy,
)
from hotline.green_channel import deed as deeds
from hotline.green_channel.live import LONGEST_SAID
from tests.hotline.making import MORNING, a_call

LATER = MORNING + timedelta(minutes=2)
ALARM = LiveAlarm.of(a_call())

Move = Callable[[LiveAlarm], AlarmDeed]


def rang(alarm: LiveAlarm, ring: int = 1, at: datetime = MORNING) -> AlarmDeed:
    then = at + timedelta(seconds=60)
    return deeds.ring(alarm.id, by="hotline", rung=ring, name="急诊科", next_ring_at=then, at=at)


MOVES: dict[str, Move] = {
    "ring": rang,
    "acknowledge": lambda alarm: deeds.acknowledge(alarm.id, by="wu", at=LATER),
    "arrive": lambda alarm: deeds.mark_arrived(alarm.id, by="lin", at=LATER),
    "call_off": lambda alarm: deeds.call_off(alarm.id, by="wu", reason="孩子按错了", at=LATER),
    "close": lambda alarm: deeds.record_outcome(alarm.id, by="lin", outcome=AlarmOutcome.CONFIRMED, at=LATER),
}


def walked(*path: str) -> LiveAlarm:
    alarm = ALARM
    for move in path:
        alarm = alarm.after(MOVES[move](alarm))
    return alarm


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("", AlarmState.RAISED),
        ("ring", AlarmState.RINGING),
        ("ring acknowledge", AlarmState.ACKNOWLEDGED),
        ("acknowledge", AlarmState.ACKNOWLEDGED),
        ("ring acknowledge arrive", AlarmState.ARRIVED),
        ("ring arrive", AlarmState.ARRIVED),
        ("ring acknowledge arrive close", AlarmState.CLOSED),
        ("ring acknowledge close", AlarmState.CLOSED),
        ("ring call_off", AlarmState.CALLED_OFF),
        ("ring acknowledge call_off", AlarmState.CALLED_OFF),
        ("ring call_off close", AlarmState.CLOSED),
    ],
)
def test_the_ways_an_alarm_may_go(path: str, state: AlarmState) -> None:
    assert walked(*path.split()).state is state


@pytest.mark.parametrize(
    ("path", "move", "why"),
    [
        ("ring acknowledge", "acknowledge", AlreadyAcknowledged),
        ("ring arrive", "acknowledge", AlreadyAcknowledged),
        ("ring call_off", "acknowledge", AlarmOver),
        ("ring acknowledge close", "acknowledge", AlarmOver),
        ("ring arrive", "arrive", AlreadyArrived),
        ("ring call_off", "arrive", AlarmOver),
        ("ring arrive", "call_off", AlreadyArrived),
        ("ring call_off", "call_off", AlarmOver),
        ("", "close", NotAcknowledged),
        ("ring", "close", NotAcknowledged),
        ("ring acknowledge close", "close", AlarmOver),
    ],
)
def test_the_moves_that_are_refused(path: str, move: str, why: type[AlarmRefused]) -> None:
    alarm = walked(*path.split())
    with pytest.raises(why):
        alarm.after(MOVES[move](alarm))


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_nobody_lowers_an_alarm_without_a_reason(reason: str) -> None:
    with pytest.raises(ReasonMissing):
        ALARM.after(deeds.call_off(ALARM.id, by="wu", reason=reason, at=LATER))


def test_an_answer_ends_the_ringing_and_says_who_and_when() -> None:
    alarm = walked("ring", "acknowledge")
    assert (alarm.acknowledged_by, alarm.acknowledged_at) == ("wu", LATER)
    assert alarm.acknowledged_how is AcknowledgedBy.DESK
    assert alarm.next_ring_at is None


def test_whoever_receives_a_patient_nobody_answered_for_has_answered() -> None:
    alarm = walked("ring", "arrive")
    assert (alarm.acknowledged_by, alarm.arrived_by, alarm.next_ring_at) == ("lin", "lin", None)


def test_an_arrival_keeps_who_answered_before() -> None:
    assert walked("ring", "acknowledge", "arrive").acknowledged_by == "wu"


@pytest.mark.parametrize("path", ["ring acknowledge", "ring call_off", "ring acknowledge arrive"])
def test_a_ring_heard_of_late_starts_nothing_anew(path: str) -> None:
    alarm = walked(*path.split())
    assert alarm.after(rang(alarm, ring=2, at=LATER)) == alarm


def test_a_ring_that_was_overtaken_does_not_turn_the_ladder_back() -> None:
    alarm = ALARM.after(rang(ALARM, ring=3))
    assert alarm.after(rang(alarm, ring=2, at=LATER)) == alarm


def test_more_words_never_push_out_the_first_ones() -> None:
    alarm = ALARM.after(deeds.tell_more(ALARM.id, by="hotline", said="他" * 5000, at=LATER))
    assert alarm.said.startswith(ALARM.said)
    assert len(alarm.said) == LONGEST_SAID


def test_a_place_and_a_number_are_added_and_nothing_told_is_lost() -> None:
    placed = ALARM.after(deeds.add_contact(ALARM.id, by="hotline", place="乔仁镇粮站旁", at=LATER))
    reached = placed.after(deeds.add_contact(ALARM.id, by="wu", phone="138 0000 8000", at=LATER))
    assert (reached.place, reached.phone, reached.state) == ("乔仁镇粮站旁", "13800008000", ALARM.state)


def test_only_the_ring_that_failed_hastens_the_next() -> None:
    alarm = ALARM.after(rang(ALARM, ring=2))

    def failed(ring: int) -> LiveAlarm:
        return alarm.after(
            deeds.ring_failed(
                alarm.id,
                by="hotline",
                rung=ring,
                name="急诊科",
                ring_by=RingBy.CALL,
                reason="HTTP 500",
                next_ring_at=LATER,
                at=LATER,
            )
        )

    assert failed(2).next_ring_at == LATER
    assert failed(1) == alarm
