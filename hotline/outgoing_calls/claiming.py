"""Who rings a call that is due: the one replica that could lock its row, and only for a while."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from hotline.clock import Clock
from hotline.outgoing_calls.attempting import record_attempt
from hotline.outgoing_calls.call import CallAttempt, OutgoingCall
from hotline.outgoing_calls.errors import CallOver
from hotline.outgoing_calls.fitting import is_overtaken
from hotline.outgoing_calls.locking import lock_call
from hotline.outgoing_calls.refusing import are_calls_refused
from hotline.outgoing_calls.rules import rules
from hotline.outgoing_calls.vocabulary import CallState, GaveUp, RingOutcome

_UNDER_WAY = (CallState.RINGING, CallState.ANSWERED)


def is_call_due(session: Session, *, now: datetime) -> bool:
    """Without a lock: asked all the time, it must not hold up those who write."""
    open_ = OutgoingCall.state.in_((CallState.WAITING, *_UNDER_WAY)) & (OutgoingCall.look_at <= now)
    return session.scalar(select(OutgoingCall.id).where(open_).limit(1)) is not None


def claim_due_call(session: Session, *, clock: Clock) -> OutgoingCall | None:
    """Takes one that nobody else holds; to be rung, after the commit, only where its state is RINGING."""
    call = _lock_one(session, OutgoingCall.state == CallState.WAITING, now=clock.now())
    if call is None:
        return None
    _decide(session, call, now=clock.now())
    session.flush()
    return call


def lapse_one_silent_call(session: Session, *, clock: Clock) -> bool:
    """Whether there was one of which nothing was heard for too long: its attempt failed."""
    call = _lock_one(session, OutgoingCall.state.in_(_UNDER_WAY), now=clock.now())
    if call is None:
        return False
    record_attempt(session, call_id=call.id, outcome=RingOutcome.FAILED, fault="silence", clock=clock)
    return True


def give_up_one_late_call(session: Session, *, clock: Clock) -> bool:
    """Where nobody rings: whether there was one whose time is over."""
    now = clock.now()
    is_late = (OutgoingCall.state == CallState.WAITING) & (OutgoingCall.not_after <= now)
    call = _lock_one(session, is_late, now=now)
    if call is not None:
        call.end(CallState.GIVEN_UP, at=now, why=GaveUp.TOO_LATE)
        session.flush()
    return call is not None


def note_rung(session: Session, *, call_id: UUID, seq: int, provider_call: str) -> None:
    """The provider took the call, and calls it so."""
    attempt = session.get(CallAttempt, (call_id, seq))
    if attempt is not None:
        attempt.provider_call = provider_call


def note_answered(session: Session, *, call_id: UUID, provider_call: str, clock: Clock) -> OutgoingCall:
    """Somebody picked up. Raises NoSuchCall, and CallOver where nobody is to be rung any more."""
    call = lock_call(session, call_id=call_id)
    if not call.state.is_open or are_calls_refused(session, number=call.number):
        raise CallOver(call_id)
    # Whoever dialled may have died, or had no answer, before he could note that it rings.
    attempt = call.running or _begin(call, now=clock.now())
    attempt.provider_call = provider_call
    call.state, call.look_at = CallState.ANSWERED, clock.now() + rules().answered
    session.flush()
    return call


def _lock_one(session: Session, which: ColumnElement[bool], *, now: datetime) -> OutgoingCall | None:
    due = (
        select(OutgoingCall)
        .where(which, OutgoingCall.look_at <= now)
        .order_by(OutgoingCall.look_at, OutgoingCall.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return session.scalar(due)


def _decide(session: Session, call: OutgoingCall, *, now: datetime) -> None:
    why = _given_up(session, call, now=now)
    if why is not None:
        call.end(CallState.GIVEN_UP, at=now, why=why)
    elif not rules().is_permitted(now):
        call.look_at = rules().permitted(now)
    elif _is_number_engaged(session, call):
        call.look_at = rules().permitted(now + rules().busy)
    else:
        _begin(call, now=now)
        call.state, call.look_at = CallState.RINGING, now + rules().ringing


def _given_up(session: Session, call: OutgoingCall, *, now: datetime) -> GaveUp | None:
    if now >= call.not_after:
        return GaveUp.TOO_LATE
    if are_calls_refused(session, number=call.number):
        return GaveUp.REFUSED
    if is_overtaken(call.errand, call.ticket, asked_at=call.asked_at):
        return GaveUp.OVERTAKEN
    return None


def _is_number_engaged(session: Session, call: OutgoingCall) -> bool:
    """By another call of ours to the same number: nobody is rung while we speak with him."""
    other = aliased(OutgoingCall)
    same = (other.number_hash == call.number_hash) & other.state.in_(_UNDER_WAY) & (other.id != call.id)
    return session.scalar(select(other.id).where(same).limit(1)) is not None


def _begin(call: OutgoingCall, *, now: datetime) -> CallAttempt:
    attempt = CallAttempt(call_id=call.id, seq=len(call.attempts) + 1, began_at=now)
    call.attempts.append(attempt)
    return attempt
