"""The promise is watched: a warning, another to the manager, a breach recorded once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hotline.database import Database
from hotline.follow_up import TimerKind, TimerOutcome, TimerState
from hotline.safety import TriageGrade
from hotline.tickets import (
    AttemptOutcome,
    EventKind,
    FeedbackMeans,
    Outcome,
    Standing,
    accept_ticket,
    close_ticket,
    hand_over_ticket,
    merge_tickets,
    record_attempt,
    reopen_ticket,
    resolve_ticket,
    tell_delay,
)
from tests.hotline.follow_up.conftest import House
from tests.hotline.making import MORNING, SetClock

REACHED: dict[str, Any] = {
    "by": "wang",
    "how": FeedbackMeans.CALL,
    "outcome": AttemptOutcome.REACHED,
    "text": "说了",
}
PROMISE = {TimerKind.DUE_SOON, TimerKind.DUE_VERY_SOON, TimerKind.BREACHED}


def accepted(house: House, **changed: Any) -> str:
    number = house.open(**changed)
    house.do(accept_ticket, number, staff="wang")
    return number


def delay(house: House, number: str, until: datetime) -> None:
    facts = {"by": "wang", "how": FeedbackMeans.CALL, "reason": "等检查结果"}
    house.do(tell_delay, number, new_due_at=until, **facts)


def test_four_hours_before_the_holder_is_warned_and_one_hour_before_the_manager(house: House) -> None:
    number = accepted(house)
    assert house.wait(hours=20, seconds=-1) == 0
    assert house.wait(seconds=1) == 1
    assert house.told() == [("wang", "due_soon")]
    assert house.wait(hours=3) == 1
    assert house.told() == [("wu", "due_very_soon")]
    assert house.events(number) == [{"level": "duty_manager", "to": "吴主任", "reason": "due_very_soon"}]


def test_the_first_contact_is_warned_beside_whoever_holds_it_now(house: House) -> None:
    number = accepted(house)
    house.do(hand_over_ticket, number, to="heart", by="wang", reason="请会诊")
    house.do(accept_ticket, number, staff="heart")
    house.wait(hours=20)
    assert house.told() == [("heart", "due_soon"), ("wang", "due_soon")]


def test_a_breach_is_recorded_once_and_goes_to_the_manager(house: House) -> None:
    number = accepted(house)
    house.wait(hours=23, minutes=30)
    house.told()
    assert house.wait(minutes=30) == 0, "news at the very moment would be in time"
    assert house.wait(seconds=1) == 1
    assert house.told() == [("wang", "breached"), ("wu", "breached")]
    assert house.wait(days=3) == 0
    assert len(house.events(number, EventKind.BREACHED)) == 1
    assert [one["reason"] for one in house.events(number)] == ["due_very_soon", "breached"]
    assert house.ticket(number).standing(house.clock.now()) is Standing.BREACHED


def test_a_breach_recorded_by_late_news_is_not_recorded_again(house: House) -> None:
    number = accepted(house)
    house.clock.move(hours=24, seconds=1)
    house.do(record_attempt, number, **REACHED)
    house.turn()
    assert len(house.events(number, EventKind.BREACHED)) == 1
    assert not house.planned(number) & PROMISE


def test_news_in_time_ends_the_watch(house: House) -> None:
    number = accepted(house)
    house.clock.move(hours=19)
    house.do(record_attempt, number, **REACHED)
    assert house.wait(days=2) == 0
    assert house.told() == []


def test_an_attempt_that_reached_nobody_does_not(house: House) -> None:
    number = accepted(house)
    house.do(record_attempt, number, **REACHED | {"outcome": AttemptOutcome.NO_ANSWER})
    house.wait(days=2)
    assert len(house.events(number, EventKind.BREACHED)) == 1


def test_after_two_days_stop_the_breach_is_told_and_the_warnings_are_not(house: House) -> None:
    number = accepted(house)
    house.wait(days=2)
    assert house.told() == [("wang", "breached"), ("wu", "breached")]
    for kind in (TimerKind.DUE_SOON, TimerKind.DUE_VERY_SOON):
        assert house.states(number, kind) == [TimerState.OVERTAKEN]
        assert house.outcomes(number, kind) == [TimerOutcome.BREACH_CAME_FIRST]


def test_a_told_delay_moves_everything_and_the_new_time_is_watched_likewise(house: House) -> None:
    number = accepted(house)
    house.clock.move(hours=18)
    new = MORNING + timedelta(hours=48)
    delay(house, number, new)
    assert house.wait(hours=25) == 0
    house.clock.at = new - timedelta(hours=4)
    house.turn()
    assert house.told() == [("wang", "due_soon")]
    house.clock.at = new - timedelta(hours=1)
    house.turn()
    assert house.told() == [("wu", "due_very_soon")]
    house.clock.at = new + timedelta(seconds=1)
    house.turn()
    assert house.told() == [("wang", "delay_breached"), ("wu", "delay_breached")]
    assert house.events(number, EventKind.BREACHED)[0]["was_silent"] is False


def test_a_delay_so_short_that_the_warning_would_lie_before_it_warns_nobody(house: House) -> None:
    number = accepted(house)
    house.clock.move(hours=19, minutes=50)
    delay(house, number, MORNING + timedelta(hours=24, minutes=10))
    house.clock.move(minutes=10)
    delay(house, number, MORNING + timedelta(hours=24, minutes=20))
    assert house.turn() == 0
    house.clock.move(hours=1)
    delay(house, number, MORNING + timedelta(hours=24, minutes=30))
    assert house.turn() == 0
    assert house.due(number, TimerKind.DUE_SOON) == []


@pytest.mark.parametrize(
    ("grade", "soon", "very_soon"),
    [(TriageGrade.URGENT, 180, 210), (TriageGrade.EMERGENCY, 10, 13)],
)
def test_graver_tickets_are_warned_of_in_their_own_measure(
    house: House, grade: TriageGrade, soon: int, very_soon: int
) -> None:
    number = accepted(house, grade=grade)
    assert house.due(number, TimerKind.DUE_SOON) == [MORNING + timedelta(minutes=soon)]
    assert house.due(number, TimerKind.DUE_VERY_SOON) == [MORNING + timedelta(minutes=very_soon)]


def test_a_reopened_ticket_is_watched_anew(house: House) -> None:
    number = accepted(house)
    house.do(record_attempt, number, **REACHED)
    house.do(resolve_ticket, number, by="wang")
    house.clock.move(days=3)
    house.do(reopen_ticket, number, by="caller", reason="又疼了")
    house.wait(days=2)
    assert len(house.events(number, EventKind.BREACHED)) == 1
    assert house.ticket(number).round == 2
    assert ("wu", "breached") in house.told()


def test_a_closed_ticket_is_watched_no_more(house: House) -> None:
    number = accepted(house)
    house.do(close_ticket, number, by="wang", outcome=Outcome.WITHDRAWN)
    assert house.planned(number) == set()
    assert house.wait(days=9) == 0
    assert house.told() == []


def test_the_earlier_promise_of_two_merged_tickets_is_watched(house: House) -> None:
    first = accepted(house)
    house.clock.move(hours=10)
    second = accepted(house)
    house.do(merge_tickets, first, into=second, by="wang")
    assert house.planned(first) == set()
    house.clock.at = MORNING + timedelta(hours=24, seconds=1)
    house.turn()
    assert len(house.events(second, EventKind.BREACHED)) == 1
    assert house.events(first, EventKind.BREACHED) == []


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_jumps_doubles_no_warning_and_loses_none(house: House, hours: float) -> None:
    number = accepted(house)
    house.wait(hours=20)
    assert house.told() == [("wang", "due_soon")]
    house.wait(hours=hours)
    house.wait(hours=-hours)
    assert house.told() == []
    house.wait(hours=4, seconds=1)
    house.wait(hours=-1)
    house.wait(hours=2)
    assert len(house.events(number, EventKind.BREACHED)) == 1
    assert house.told().count(("wu", "breached")) == 1


def test_a_restart_goes_on_where_it_stopped(any_database: Database, house: House, clock: SetClock) -> None:
    number = accepted(house)
    house.wait(hours=20)
    house.told()
    after = House(any_database, clock)
    assert after.turn() == 0
    assert after.wait(hours=3) == 1
    assert after.told() == [("wu", "due_very_soon")]
    assert after.states(number, TimerKind.DUE_SOON) == [TimerState.DONE]


def test_a_ticket_nobody_accepted_is_told_to_whoever_is_on_duty(house: House) -> None:
    number = house.open()
    house.clock.move(hours=20)
    house.turn()
    assert ("wang", "due_soon") in house.told()
    assert house.ticket(number).assignee is None
