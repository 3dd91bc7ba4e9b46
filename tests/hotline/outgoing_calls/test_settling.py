"""What somebody pressed on a call of ours does what the progress page would do."""

import pytest

from hotline.outgoing_calls import Errand, RingOutcome, Said, settle_call
from hotline.tickets import (
    CALLER,
    AttemptOutcome,
    FeedbackMeans,
    Outcome,
    TicketState,
    close_ticket,
    resolve_ticket,
)
from hotline.tickets import record_attempt as record_feedback
from tests.hotline.outgoing_calls.conftest import Calls


@pytest.fixture
def resolved(calls: Calls, number: str) -> str:
    reached = {"how": FeedbackMeans.CALL, "outcome": AttemptOutcome.REACHED, "text": "已告知"}
    calls.do(record_feedback, number=number, by="chen", **reached)
    calls.do(resolve_ticket, number=number, by="chen")
    return number


@pytest.mark.parametrize(
    ("said", "state", "ratings"),
    [
        (Said(solved=True, score=5), TicketState.CLOSED, [(True, 5)]),
        (Said(solved=False, score=2), TicketState.IN_PROGRESS, [(False, 2)]),
        (Said(solved=False), TicketState.IN_PROGRESS, []),
        (Said(solved=True), TicketState.RESOLVED, []),
        (Said(refuses=True), TicketState.RESOLVED, []),
    ],
    ids=["satisfied", "dissatisfied", "not solved, hung up", "solved, hung up", "no more calls"],
)
def test_what_was_pressed_is_what_the_progress_page_would_do(
    calls: Calls, resolved: str, said: Said, state: TicketState, ratings: list[tuple[bool, int]]
) -> None:
    call = calls.ask(Errand.SATISFACTION, number=resolved)
    calls.turn()
    for _ in range(2):
        calls.do(settle_call, call_id=call, outcome=RingOutcome.ANSWERED, said=said)
    ticket = calls.ticket(resolved)
    assert ticket.state is state
    assert [(rating.solved, rating.score) for rating in ticket.ratings] == ratings
    assert all(rating.by == CALLER for rating in ticket.ratings)


def test_a_rating_given_elsewhere_meanwhile_stands(calls: Calls, resolved: str) -> None:
    call = calls.ask(Errand.SATISFACTION, number=resolved)
    calls.turn()
    calls.do(close_ticket, number=resolved, by="chen", outcome=Outcome.SOLVED)
    for said in (Said(solved=True, score=4), Said(solved=True, score=1)):
        calls.do(settle_call, call_id=call, outcome=RingOutcome.ANSWERED, said=said)
    assert [rating.score for rating in calls.ticket(resolved).ratings] == [4]
