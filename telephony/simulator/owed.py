"""Calls of ours in a script: what they are for, and the ticket that a nurse has led so far."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.outgoing_calls import Errand, ask_for_call
from hotline.safety import TriageGrade
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Ticket,
    TicketKind,
    TicketRequest,
    accept_ticket,
    open_ticket,
    record_attempt,
    resolve_ticket,
)
from telephony.simulator.expected import Strict
from telephony.simulator.given import NURSE, employ_nurse
from telephony.simulator.words import simulated_words

_BETWEEN = timedelta(minutes=1)


class OwedCall(Strict):
    """`message` is what a nurse wrote to be told."""

    errand: Errand
    message: str | None = None


def owe_calls(session: Session, *, owed: Iterable[OwedCall], number: str, clock: Clock) -> None:
    """All to one number and about one ticket, each due a minute after the one before."""
    employ_nurse(session, at=clock.now())
    calls = tuple(owed)
    ticket = _ticket(session, number=number, clock=clock)
    if any(call.errand is Errand.SATISFACTION for call in calls):
        _answer(session, ticket, clock=clock)
    for place, call in enumerate(calls):
        ask_for_call(
            session,
            errand=call.errand,
            number=number,
            asked_by=NURSE,
            ticket=ticket,
            message=call.message,
            not_before=clock.now() + place * _BETWEEN,
            clock=clock,
        )


def _ticket(session: Session, *, number: str, clock: Clock) -> Ticket:
    request = TicketRequest(
        kind=TicketKind.QUESTION,
        conversation_id="phone-before",
        channel="phone",
        grade=TriageGrade.ROUTINE,
        summary=simulated_words().asked,
        phone=number,
        duty_nurse=NURSE,
    )
    ticket = open_ticket(session, request=request, clock=clock)
    return accept_ticket(session, number=ticket.number, staff=NURSE, clock=clock)


def _answer(session: Session, ticket: Ticket, *, clock: Clock) -> None:
    reached, call = AttemptOutcome.REACHED, FeedbackMeans.CALL
    record_attempt(session, number=ticket.number, by=NURSE, how=call, outcome=reached, text="", clock=clock)
    resolve_ticket(session, number=ticket.number, by=NURSE, clock=clock)
