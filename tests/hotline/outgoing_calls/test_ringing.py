"""A call rings until it is heard, as often as its rule says, and the ticket knows of each attempt."""

from datetime import timedelta

import pytest

from hotline.outgoing_calls import (
    CallOver,
    CallState,
    Errand,
    GaveUp,
    RingOutcome,
    Said,
    count_calls,
    note_answered,
    record_attempt,
    refuse_calls,
    settle_call,
)
from hotline.tickets import (
    HOTLINE,
    AttemptOutcome,
    EventKind,
    FeedbackMeans,
    Outcome,
    TicketState,
    close_ticket,
)
from hotline.tickets import record_attempt as record_feedback
from tests.hotline.outgoing_calls.conftest import PHONE, TOLD, Calls

MISSED = RingOutcome.NO_ANSWER
DAY = timedelta(days=1)


def attempts(calls: Calls, number: str) -> list[tuple[str, str]]:
    tried = {EventKind.FED_BACK, EventKind.NOT_REACHED}
    return [(one.by, one.data["attempt"]) for one in calls.ticket(number).events if one.kind in tried]


def test_feedback_that_was_heard_out_keeps_the_promise(calls_anywhere: Calls) -> None:
    calls, number = calls_anywhere, calls_anywhere.opened()
    call = calls.ask(number=number)
    calls.turn()
    calls.do(note_answered, call_id=call, provider_call="CA1")
    assert calls.call(call).state is CallState.ANSWERED
    calls.do(settle_call, call_id=call, outcome=RingOutcome.ANSWERED, said=Said())
    assert calls.call(call).state is CallState.OVER
    assert attempts(calls, number) == [(HOTLINE, "reached")]
    ticket = calls.ticket(number)
    assert ticket.state is TicketState.FED_BACK
    assert (ticket.events[-1].private or {})["text"] == TOLD


def test_feedback_nobody_took_is_tried_again_and_then_given_up(calls_anywhere: Calls) -> None:
    calls, number = calls_anywhere, calls_anywhere.opened()
    call = calls.ask(number=number)
    rung = calls.turn()
    for provider_call, pause in (("CA1", 45), ("CA2", 6 * 60)):
        calls.do(record_attempt, call_id=call, provider_call=provider_call, outcome=MISSED)
        rung += calls.wait(minutes=pause)
    assert rung == 3
    calls.do(record_attempt, call_id=call, provider_call="CA3", outcome=RingOutcome.BUSY)
    kept = calls.call(call)
    assert (kept.state, kept.gave_up) == (CallState.GIVEN_UP, GaveUp.TRIES_USED)
    assert [outcome for _, outcome in attempts(calls, number)] == ["no_answer", "no_answer", "busy"]
    assert calls.wait(days=1) == 0


def test_what_the_provider_tells_twice_or_late_counts_once(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.turn()
    missed = {"call_id": call, "provider_call": "CA1", "outcome": MISSED}
    for _ in range(2):
        calls.do(record_attempt, **missed)
    assert len(attempts(calls, number)) == 1
    assert calls.wait(minutes=45) == 1
    calls.do(record_attempt, **missed)
    assert calls.call(call).state is CallState.RINGING, "that was the first call's"


def test_a_wrong_number_is_never_rung_again(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.turn()
    calls.do(record_attempt, call_id=call, outcome=RingOutcome.WRONG_NUMBER)
    assert calls.call(call).gave_up is GaveUp.WRONG_NUMBER
    assert attempts(calls, number) == [(HOTLINE, "wrong_number")]


def test_who_wanted_something_else_first_is_rung_again_and_nothing_false_is_recorded(
    calls: Calls, number: str
) -> None:
    call = calls.ask(number=number)
    calls.turn()
    calls.do(record_attempt, call_id=call, outcome=RingOutcome.DIVERTED)
    assert calls.call(call).state is CallState.WAITING
    assert attempts(calls, number) == []


def test_an_engaged_line_is_rung_again_soon(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.turn()
    calls.do(record_attempt, call_id=call, outcome=RingOutcome.BUSY)
    assert [calls.wait(minutes=9), calls.wait(minutes=1)] == [0, 1]


def test_a_fault_of_the_provider_is_no_attempt_to_reach_anybody(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.failing()
    calls.turn()
    assert calls.call(call).attempts[0].fault == "HTTP 500"
    assert attempts(calls, number) == []
    calls.dialler.fault = None
    assert calls.wait(minutes=10) == 1


def test_a_provider_that_stays_away_is_given_up(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.dialler.fault = RuntimeError("broken")
    calls.turn()
    for _ in range(5):
        calls.wait(minutes=10)
    assert (calls.call(call).gave_up, len(calls.dialler.rung)) == (GaveUp.FAULTY, 5)
    assert {one.fault for one in calls.call(call).attempts} == {"RuntimeError"}


def test_a_call_of_which_nothing_is_heard_is_rung_again(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.turn()
    assert [calls.wait(minutes=2), calls.wait(minutes=1), calls.wait(minutes=10)] == [0, 0, 1]
    assert calls.call(call).attempts[0].fault == "silence"


def test_who_picks_up_is_heard_though_the_answer_to_the_dialling_was_lost(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.failing("ReadTimeout")
    calls.turn()
    answered = calls.do(note_answered, call_id=call, provider_call="CA9")
    assert (answered.state, answered.attempts[-1].provider_call) == (CallState.ANSWERED, "CA9")
    calls.do(settle_call, call_id=call, outcome=RingOutcome.ANSWERED, said=Said())
    assert attempts(calls, number) == [(HOTLINE, "reached")]


def test_nobody_is_rung_twice_at_once_for_two_errands(calls: Calls, number: str) -> None:
    calls.ask(number=number)
    calls.ask(Errand.RECHECK, number=number)
    assert calls.turn() == 1
    calls.do(record_attempt, call_id=calls.dialler.rung[0].id, outcome=MISSED)
    assert calls.wait(minutes=10) == 1


def test_a_call_out_of_hours_or_out_of_date_does_not_ring(calls: Calls, number: str) -> None:
    late, stale = calls.ask(number=number), calls.ask(Errand.RECHECK, not_after=calls.clock.at + DAY)
    calls.clock.move(hours=12)  # the worker slept; it is half past nine in the evening
    assert calls.turn() == 0
    assert calls.call(late).state is CallState.WAITING
    calls.clock.move(hours=14)
    assert calls.turn() == 0
    assert {calls.call(one).gave_up for one in (late, stale)} == {GaveUp.TOO_LATE}


def test_where_nobody_can_be_rung_calls_wait_and_are_given_up_in_their_time(
    calls: Calls, number: str
) -> None:
    call = calls.ask(number=number)
    calls.dialler.is_on = False
    assert calls.turn() == 0
    assert calls.call(call).state is CallState.WAITING
    assert calls.wait(hours=24) == 0
    assert calls.call(call).gave_up is GaveUp.TOO_LATE


def test_what_somebody_did_meanwhile_is_not_rung_for(calls: Calls) -> None:
    told, closed = calls.opened(), calls.opened()
    waiting = [calls.ask(number=told), calls.ask(number=closed)]
    calls.clock.move(minutes=1)
    reached = {"how": FeedbackMeans.CALL, "outcome": AttemptOutcome.REACHED, "text": "已告知"}
    calls.do(record_feedback, number=told, by="chen", **reached)
    calls.do(close_ticket, number=closed, by="chen", outcome=Outcome.WITHDRAWN)
    assert calls.turn() == 0
    assert {calls.call(one).gave_up for one in waiting} == {GaveUp.OVERTAKEN}
    with calls.database.reading() as session:
        assert count_calls(session) == {}, "nobody's work"


def test_a_call_withdrawn_refused_or_over_is_not_taken_up_by_who_picks_up(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.turn()
    calls.do(refuse_calls, number=PHONE, by="caller")
    with pytest.raises(CallOver):
        calls.do(note_answered, call_id=call, provider_call="CA1")


def test_a_ticket_closed_during_the_call_keeps_its_end(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.turn()
    calls.do(close_ticket, number=number, by="chen", outcome=Outcome.WITHDRAWN)
    calls.do(record_attempt, call_id=call, outcome=RingOutcome.ANSWERED)
    assert calls.call(call).state is CallState.OVER
    assert attempts(calls, number) == []
