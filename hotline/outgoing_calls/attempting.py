"""What came of an attempt: the call is over, tried again or given up, and its ticket hears of it."""

import logging
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from hotline import tickets
from hotline.clock import Clock
from hotline.outgoing_calls.call import OutgoingCall
from hotline.outgoing_calls.locking import lock_call
from hotline.outgoing_calls.rules import rules
from hotline.outgoing_calls.vocabulary import CallState, Errand, GaveUp, RingOutcome
from hotline.tickets import HOTLINE, AttemptOutcome, DeedRefused, FeedbackMeans

_LOG = logging.getLogger(__name__)

_ON_THE_TICKET: Mapping[RingOutcome, AttemptOutcome] = {
    RingOutcome.ANSWERED: AttemptOutcome.REACHED,
    RingOutcome.NO_ANSWER: AttemptOutcome.NO_ANSWER,
    RingOutcome.MACHINE: AttemptOutcome.NO_ANSWER,
    RingOutcome.BUSY: AttemptOutcome.BUSY,
    RingOutcome.HUNG_UP: AttemptOutcome.HUNG_UP,
    RingOutcome.WRONG_NUMBER: AttemptOutcome.WRONG_NUMBER,
}
"""A call that failed on our side, or became a talk of something else, is no attempt to tell the patient."""


def record_attempt(
    session: Session,
    *,
    call_id: UUID,
    outcome: RingOutcome,
    clock: Clock,
    provider_call: str | None = None,
    fault: str | None = None,
) -> OutgoingCall:
    """Ends the attempt that runs; where none does, or another call is meant, nothing changes.

    Raises NoSuchCall.
    """
    call = lock_call(session, call_id=call_id)
    attempt = call.running
    if attempt is None or not attempt.is_call(provider_call):
        return call
    attempt.outcome, attempt.ended_at, attempt.fault = outcome, clock.now(), fault
    _go_on(call, outcome, clock=clock)
    _tell_ticket(session, call, outcome, clock=clock)
    session.flush()
    return call


def _go_on(call: OutgoingCall, outcome: RingOutcome, *, clock: Clock) -> None:
    now = clock.now()
    if outcome is RingOutcome.ANSWERED:
        call.end(CallState.OVER, at=now)
        return
    if outcome is RingOutcome.WRONG_NUMBER:
        call.end(CallState.GIVEN_UP, at=now, why=GaveUp.WRONG_NUMBER)
        return
    again = rules().next_try(call.errand, outcomes=call.outcomes, now=now)
    if again is None:
        why = GaveUp.FAULTY if outcome is RingOutcome.FAILED else GaveUp.TRIES_USED
        call.end(CallState.GIVEN_UP, at=now, why=why)
    elif again >= call.not_after:
        call.end(CallState.GIVEN_UP, at=now, why=GaveUp.TOO_LATE)
    else:
        call.state, call.look_at = CallState.WAITING, again


def _tell_ticket(session: Session, call: OutgoingCall, outcome: RingOutcome, *, clock: Clock) -> None:
    if call.errand is not Errand.FEEDBACK or call.ticket is None or outcome not in _ON_THE_TICKET:
        return
    try:
        tickets.record_attempt(
            session,
            number=call.ticket.number,
            by=HOTLINE,
            how=FeedbackMeans.CALL,
            outcome=_ON_THE_TICKET[outcome],
            text=call.message or "",
            clock=clock,
        )
    except DeedRefused as refused:
        _LOG.warning("an outgoing call is not on its ticket: %s", refused)
