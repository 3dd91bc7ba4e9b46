"""A ticket nobody accepts goes to the next on duty, and on, until somebody does."""

from datetime import timedelta

import pytest

from hotline.follow_up import TimerKind, TimerState
from hotline.safety import TriageGrade
from hotline.tickets import EventKind, TicketKind, accept_ticket, merge_tickets, raise_grade
from tests.hotline.follow_up.conftest import House
from tests.hotline.making import MORNING


@pytest.mark.parametrize(
    ("grade", "minutes"),
    [(TriageGrade.ROUTINE, 15), (TriageGrade.URGENT, 5), (TriageGrade.EMERGENCY, 2)],
)
def test_the_graver_the_sooner_the_next_on_duty_answers_for_it(
    house: House, grade: TriageGrade, minutes: int
) -> None:
    number = house.open(grade=grade)
    assert house.wait(minutes=minutes, seconds=-1) == 0
    assert house.wait(seconds=1) == 1
    assert house.ticket(number).duty_nurse == "护士li"
    assert house.events(number) == [{"level": "next_on_duty", "to": "护士li", "reason": "unaccepted"}]
    assert house.told() == [("li", "unaccepted")]


def test_from_the_third_time_on_the_manager_is_told_too(house: House) -> None:
    number = house.open()
    for told in ([("li", "unaccepted")], [("zhao", "unaccepted")]):
        assert house.wait(minutes=15) == 1
        assert house.told() == told
    for nurse in ("wang", "li"):
        assert house.wait(minutes=15) == 1
        assert house.told() == sorted([(nurse, "unaccepted"), ("wu", "unaccepted_long")])
    assert [event["level"] for event in house.events(number)] == [
        *("next_on_duty",) * 3,
        "duty_manager",
        "next_on_duty",
        "duty_manager",
    ]


def test_what_is_accepted_in_time_is_told_to_nobody(house: House) -> None:
    number = house.open()
    house.clock.move(minutes=14, seconds=59)
    house.do(accept_ticket, number, staff="wang")
    assert house.wait(hours=1) == 0
    assert house.states(number, TimerKind.UNACCEPTED) == [TimerState.CANCELLED]
    assert house.ticket(number).duty_nurse == "护士wang"


def test_late_acceptance_ends_it_for_good(house: House) -> None:
    number = house.open()
    house.wait(minutes=15)
    house.do(accept_ticket, number, staff="zhao")
    house.told()
    assert house.wait(hours=3) == 0
    assert house.told() == []
    assert len(house.events(number)) == 1


def test_a_graver_grade_shortens_the_wait(house: House) -> None:
    number = house.open()
    house.do(raise_grade, number, grade=TriageGrade.URGENT, by="hotline")
    assert house.due(number, TimerKind.UNACCEPTED) == [MORNING + timedelta(minutes=5)]


def test_of_a_merged_ticket_only_the_one_that_goes_on_waits(house: House) -> None:
    first, second = house.open(), house.open()
    house.do(merge_tickets, second, into=first, by="wang")
    assert house.planned(second) == set()
    assert house.wait(minutes=15) == 1
    assert house.events(first)
    assert house.events(second) == []


def test_after_two_days_stop_the_next_is_told_once_and_then_again_in_its_time(house: House) -> None:
    number = house.open()
    house.clock.move(days=2)
    house.turn()
    passed_on = [one for one in house.events(number) if one["level"] == "next_on_duty"]
    assert [one["to"] for one in passed_on] == ["护士li"]
    house.wait(minutes=14)
    assert [e for e in house.events(number) if e["level"] == "next_on_duty"] == passed_on
    house.wait(minutes=1)
    assert len([e for e in house.events(number) if e["level"] == "next_on_duty"]) == 2


@pytest.mark.parametrize("hours", [-1, -26, 1])
def test_a_clock_that_jumps_keeps_nobody_waiting_and_tells_nobody_twice(house: House, hours: float) -> None:
    number = house.open()
    house.wait(minutes=15)
    house.wait(hours=hours)
    first = len(house.events(number))
    assert first == 2
    assert house.turn() == 0
    house.wait(minutes=15)
    assert len([e for e in house.events(number) if e["level"] == "next_on_duty"]) == 3


def test_an_emergency_ticket_without_a_duty_nurse_goes_to_whoever_is_on_duty(house: House) -> None:
    number = house.open(duty_nurse=None, grade=TriageGrade.EMERGENCY, kind=TicketKind.EMERGENCY)
    house.wait(minutes=2)
    assert house.ticket(number).duty_nurse == "护士wang"


def test_the_history_says_that_nobody_did_it(house: House) -> None:
    number = house.open()
    house.wait(minutes=15)
    (event,) = [e for e in house.ticket(number).events if e.kind is EventKind.ESCALATED]
    assert event.by == "hotline"
