"""A call is written for somebody who wants it, about something there is to tell, at a time he may be rung."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from hotline.outgoing_calls import (
    AlreadyAsked,
    CallOver,
    CallsRefused,
    CallState,
    CallUnderWay,
    Errand,
    MessageMissing,
    MomentPassed,
    NoSuchCall,
    NotForThisTicket,
    NumberMissing,
    allow_calls,
    calls_of_ticket,
    lift_refusal,
    refuse_calls,
    refused_numbers,
    withdraw_call,
)
from hotline.tickets import Outcome, close_ticket, get_ticket
from tests.hotline.making import MORNING
from tests.hotline.outgoing_calls.conftest import PHONE, Calls

EVENING = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)  # half past eight in China
NEXT_MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_a_call_asked_for_in_permitted_hours_rings_at_once(calls: Calls, number: str) -> None:
    call = calls.call(calls.ask(number=number))
    assert (call.state, call.look_at, call.not_after) == (
        CallState.WAITING,
        MORNING,
        MORNING + timedelta(hours=24),
    )
    assert (calls.turn(), calls.dialler.rung[0].number) == (1, PHONE)


def test_one_asked_for_in_the_evening_waits_for_the_morning(calls: Calls, number: str) -> None:
    calls.clock.at = EVENING
    call = calls.call(calls.ask(number=number))
    assert call.look_at == NEXT_MORNING
    assert calls.turn() == 0
    calls.clock.at = NEXT_MORNING
    assert calls.turn() == 1


def test_one_for_next_week_waits_for_its_day(calls: Calls) -> None:
    calls.ask(Errand.VISIT, not_before=MORNING + timedelta(days=7))
    assert [calls.turn(), calls.wait(days=6, hours=23), calls.wait(hours=1)] == [0, 0, 1]


def test_the_number_and_what_is_told_lie_encrypted(calls: Calls, number: str) -> None:
    calls.ask(number=number)
    with calls.database.reading() as session:
        stored = session.connection().exec_driver_sql("SELECT number, message FROM outgoing_calls").one()
        assert PHONE not in stored[0]
        assert "专家" not in stored[1]


@pytest.mark.parametrize(
    ("fault", "errand", "changed"),
    [
        (NumberMissing, Errand.FEEDBACK, {"phone": None}),
        (MessageMissing, Errand.FEEDBACK, {"message": "  "}),
        (MessageMissing, Errand.VISIT, {"message": None}),
        (MomentPassed, Errand.REFILL, {"not_before": MORNING - timedelta(minutes=1)}),
        (MomentPassed, Errand.REFILL, {"not_after": MORNING}),
        (NotForThisTicket, Errand.SATISFACTION, {}),
    ],
)
def test_what_cannot_be_made_is_not_written(
    calls: Calls, fault: type[Exception], errand: Errand, changed: dict[str, object]
) -> None:
    number = calls.opened()
    with pytest.raises(fault):
        calls.ask(errand, number=number, **changed)


def test_feedback_needs_somebody_who_has_the_ticket(calls: Calls) -> None:
    unaccepted, closed = calls.opened(accepted=False), calls.opened()
    calls.do(close_ticket, number=closed, by="chen", outcome=Outcome.WITHDRAWN)
    for number in (unaccepted, closed):
        with pytest.raises(NotForThisTicket):
            calls.ask(number=number)
        assert calls.ask(Errand.RECHECK, number=number)


def test_the_same_call_is_not_asked_for_twice(calls: Calls, number: str) -> None:
    first = calls.ask(number=number)
    with pytest.raises(AlreadyAsked):
        calls.ask(number=number)
    assert calls.ask(Errand.RECHECK, number=number)
    calls.do(withdraw_call, call_id=first, by="chen")
    assert calls.ask(number=number)
    with calls.database.reading() as session:
        assert len(calls_of_ticket(session, ticket=get_ticket(session, number=number))) == 3


def test_a_withdrawn_call_never_rings(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    kept = calls.do(withdraw_call, call_id=call, by="chen")
    assert (kept.state, kept.ended_by, calls.turn()) == (CallState.WITHDRAWN, "chen", 0)
    with pytest.raises(CallOver):
        calls.do(withdraw_call, call_id=call, by="chen")
    with pytest.raises(NoSuchCall):
        calls.do(withdraw_call, call_id=uuid4(), by="chen")


def test_one_that_rings_is_too_late_to_withdraw(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.turn()
    with pytest.raises(CallUnderWay):
        calls.do(withdraw_call, call_id=call, by="chen")


def test_who_refused_calls_is_not_rung_however_his_number_is_written(calls: Calls, number: str) -> None:
    calls.do(refuse_calls, number="+86 138-0000-8000", by="caller")
    calls.do(refuse_calls, number=PHONE, by="chen")
    with pytest.raises(CallsRefused):
        calls.ask(number=number)
    with calls.database.transaction() as session:
        (refused,) = refused_numbers(session, limit=10)
        assert (refused.number, refused.by) == (PHONE, "caller")
        lift_refusal(session, refusal_id=refused.id)
        assert refused_numbers(session, limit=10) == []
    assert calls.ask(number=number)


def test_a_refusal_after_the_asking_is_respected_at_the_ringing(calls: Calls, number: str) -> None:
    call = calls.ask(number=number)
    calls.do(refuse_calls, number=PHONE, by="caller")
    assert calls.turn() == 0
    assert (calls.call(call).state, calls.call(call).gave_up) == (CallState.GIVEN_UP, "refused")
    with calls.database.transaction() as session:
        allow_calls(session, number=PHONE)
    assert calls.ask(number=number)
