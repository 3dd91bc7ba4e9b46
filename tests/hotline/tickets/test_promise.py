"""News means that the patient was reached; a delay, that the patient was told before."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.safety import TriageGrade
from hotline.tickets import (
    AlreadyFedBack,
    AttemptOutcome,
    EventKind,
    FeedbackMeans,
    NotLater,
    NotReached,
    OutcomeDoesNotFit,
    PromisePassed,
    Standing,
    TicketState,
    TooLate,
)
from tests.hotline.making import MORNING
from tests.hotline.tickets.making import DUE, HOUR, TICK, accepted, call, opened, tell

CALLS = [one for one in AttemptOutcome if not one.is_of_message]
MESSAGES = [one for one in AttemptOutcome if one.is_of_message]


@pytest.mark.parametrize("outcome", CALLS)
def test_only_an_answered_call_is_feedback(outcome: AttemptOutcome) -> None:
    ticket = accepted()
    call(ticket, after=HOUR, outcome=outcome)
    is_answered = outcome is AttemptOutcome.REACHED
    assert (ticket.fed_back_at is not None) == is_answered
    assert ticket.events[-1].kind is (EventKind.FED_BACK if is_answered else EventKind.NOT_REACHED)
    assert ticket.events[-1].data == {"how": "call", "attempt": outcome.value}


@pytest.mark.parametrize("outcome", MESSAGES)
def test_only_a_delivered_message_is_feedback(outcome: AttemptOutcome) -> None:
    ticket = accepted()
    ticket.record_attempt(by="chen", how=FeedbackMeans.MESSAGE, outcome=outcome, text="好", at=MORNING)
    is_delivered = outcome is AttemptOutcome.MESSAGE_DELIVERED
    assert (ticket.state is TicketState.FED_BACK) == is_delivered


@pytest.mark.parametrize(
    ("how", "outcome"),
    [(FeedbackMeans.CALL, AttemptOutcome.MESSAGE_DELIVERED), (FeedbackMeans.MESSAGE, AttemptOutcome.BUSY)],
)
def test_an_outcome_that_cannot_come_of_it_is_refused(how: FeedbackMeans, outcome: AttemptOutcome) -> None:
    ticket = accepted()
    with pytest.raises(OutcomeDoesNotFit):
        ticket.record_attempt(by="chen", how=how, outcome=outcome, text="", at=MORNING)
    assert ticket.state is TicketState.ACCEPTED


def test_a_told_delay_is_delayed_then_breached_and_never_silent() -> None:
    ticket = accepted()
    tell(ticket, after=23 * HOUR, until=30 * HOUR)
    until = MORNING + 30 * HOUR
    assert ticket.standing(DUE + HOUR) is Standing.DELAYED
    assert ticket.standing(until) is Standing.DELAYED
    assert ticket.standing(until + TICK) is Standing.DELAY_BREACHED
    assert not ticket.was_silent(until + TICK)
    assert ticket.feedback_due_at == DUE
    assert ticket.events[-1].private == {"reason": "化验还没出"}


def test_a_silent_breach_is_another_standing_than_a_told_one() -> None:
    ticket = accepted()
    assert ticket.standing(DUE + TICK) is Standing.BREACHED
    assert ticket.was_silent(DUE + TICK)
    assert not ticket.was_silent(DUE)
    assert {one for one in Standing if one.is_breached} == {Standing.BREACHED, Standing.DELAY_BREACHED}


@pytest.mark.parametrize(("told", "silent"), [(True, False), (False, True)])
def test_late_feedback_remembers_whether_the_patient_was_told(told: bool, silent: object) -> None:  # noqa: FBT001
    ticket = accepted()
    if told:
        tell(ticket, after=HOUR, until=30 * HOUR)
    call(ticket, after=29 * HOUR)
    assert ticket.standing(DUE + 400 * HOUR) is Standing.LATE
    assert ticket.was_silent(DUE + 400 * HOUR) is silent


def test_who_was_not_reached_was_not_told() -> None:
    ticket = accepted()
    with pytest.raises(NotReached):
        ticket.tell_delay(
            by="chen",
            how=FeedbackMeans.CALL,
            outcome=AttemptOutcome.NO_ANSWER,
            reason="化验",
            new_due_at=DUE + HOUR,
            at=MORNING,
        )
    assert (ticket.told_due_at, ticket.state) == (None, TicketState.ACCEPTED)


def test_a_delay_is_told_before_the_promise_passes() -> None:
    ticket = accepted()
    with pytest.raises(PromisePassed):
        tell(ticket, after=24 * HOUR + TICK, until=30 * HOUR)
    tell(ticket, after=24 * HOUR, until=30 * HOUR)
    assert ticket.told_due_at == MORNING + 30 * HOUR


def test_the_new_time_is_later_than_the_one_known_and_within_the_bound() -> None:
    ticket = accepted()
    with pytest.raises(NotLater):
        tell(ticket, after=HOUR, until=24 * HOUR)
    with pytest.raises(TooLate) as error:
        tell(ticket, after=HOUR, until=96 * HOUR + TICK)
    assert error.value.latest == DUE + 72 * HOUR
    tell(ticket, after=HOUR, until=96 * HOUR)


def test_an_emergency_is_delayed_by_an_hour_at_most() -> None:
    ticket = accepted(TriageGrade.EMERGENCY)
    with pytest.raises(TooLate):
        tell(ticket, after=timedelta(minutes=5), until=2 * HOUR)


def test_a_second_delay_is_told_before_the_first_new_time_and_does_not_move_the_bound() -> None:
    ticket = accepted()
    tell(ticket, after=HOUR, until=30 * HOUR)
    with pytest.raises(NotLater):
        tell(ticket, after=2 * HOUR, until=29 * HOUR)
    with pytest.raises(TooLate):
        tell(ticket, after=2 * HOUR, until=97 * HOUR)
    with pytest.raises(PromisePassed):
        tell(ticket, after=31 * HOUR, until=40 * HOUR)
    tell(ticket, after=29 * HOUR, until=40 * HOUR)
    assert ticket.standing(MORNING + 39 * HOUR) is Standing.DELAYED
    assert sum(event.kind is EventKind.DELAY_TOLD for event in ticket.events) == 2


def test_nothing_is_delayed_that_was_fed_back() -> None:
    ticket = accepted()
    call(ticket, after=HOUR)
    with pytest.raises(AlreadyFedBack):
        tell(ticket, after=2 * HOUR, until=30 * HOUR)


def test_a_breach_is_recorded_once_and_not_before() -> None:
    ticket = opened()
    assert not ticket.record_breach(at=DUE)
    assert ticket.record_breach(at=DUE + TICK)
    assert not ticket.record_breach(at=DUE + HOUR)
    assert (ticket.breached_at, len(ticket.events)) == (DUE + TICK, 2)
    assert ticket.events[-1].data == {"due_at": "2026-11-24T01:30:00.000000+00:00", "was_silent": True}


def test_feedback_that_comes_late_records_the_breach_a_stopped_timer_did_not() -> None:
    ticket = accepted()
    call(ticket, after=25 * HOUR)
    assert [event.kind for event in ticket.events[-2:]] == [EventKind.BREACHED, EventKind.FED_BACK]
    assert not ticket.record_breach(at=DUE + 9 * HOUR)


@given(
    told=st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=6),
    now=st.integers(0, 200),
)
def test_however_delays_are_told_the_promise_and_its_bound_stay(
    told: list[tuple[int, int]], now: int
) -> None:
    ticket = accepted()
    for after, until in sorted(told):
        before = ticket.last_due_at
        try:
            tell(ticket, after=after * HOUR, until=until * HOUR)
        except (PromisePassed, NotLater, TooLate):
            assert ticket.last_due_at == before
        else:
            assert before < ticket.last_due_at <= DUE + 72 * HOUR
            assert MORNING + after * HOUR <= before
    assert ticket.feedback_due_at == DUE
    standing = ticket.standing(MORNING + now * HOUR)
    assert standing.is_breached == (MORNING + now * HOUR > ticket.last_due_at)
    assert (standing is Standing.BREACHED) == ticket.was_silent(MORNING + now * HOUR)
