"""A call is asked for, by a nurse or a timer, and may be withdrawn until it rings."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import installed_keyring
from hotline.outgoing_calls.call import OutgoingCall
from hotline.outgoing_calls.errors import (
    AlreadyAsked,
    CallOver,
    CallsRefused,
    CallUnderWay,
    MessageMissing,
    MomentPassed,
    NotForThisTicket,
    NumberMissing,
)
from hotline.outgoing_calls.fitting import fits
from hotline.outgoing_calls.locking import lock_call
from hotline.outgoing_calls.refusing import are_calls_refused
from hotline.outgoing_calls.rules import rules
from hotline.outgoing_calls.vocabulary import CallState, Errand
from hotline.phone import plain_number
from hotline.tickets import Ticket


def ask_for_call(
    session: Session,
    *,
    errand: Errand,
    number: str | None,
    asked_by: str,
    clock: Clock,
    ticket: Ticket | None = None,
    message: str | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> OutgoingCall:
    """Rings at the first permitted moment from `not_before` on. Raises CallNotAsked."""
    now = clock.now()
    of, dialled = ticket.number if ticket else None, plain_number(number or "")
    _require(session, errand, ticket, dialled=dialled, message=message)
    due = rules().permitted(max(now, not_before or now))
    last = not_after or due + rules().errands[errand].good_for
    if (not_before is not None and not_before < now) or due >= last:
        raise MomentPassed(of)
    call = OutgoingCall(
        id=uuid4(),
        errand=errand,
        ticket=ticket,
        number=dialled,
        number_hash=installed_keyring().lookup_hash(dialled),
        message=message,
        asked_by=asked_by,
        asked_at=now,
        not_before=not_before or now,
        not_after=last,
        state=CallState.WAITING,
        look_at=due,
    )
    session.add(call)
    session.flush()
    return call


def withdraw_call(session: Session, *, call_id: UUID, by: str, clock: Clock) -> OutgoingCall:
    """Raises NoSuchCall, CallOver, CallUnderWay."""
    call = lock_call(session, call_id=call_id)
    if not call.state.is_open:
        raise CallOver(call_id)
    if call.state is not CallState.WAITING:
        raise CallUnderWay(call_id)
    call.end(CallState.WITHDRAWN, at=clock.now(), by=by)
    session.flush()
    return call


def _require(
    session: Session, errand: Errand, ticket: Ticket | None, *, dialled: str, message: str | None
) -> None:
    of = ticket.number if ticket else None
    if not dialled:
        raise NumberMissing(of)
    if not fits(errand, ticket):
        raise NotForThisTicket(of)
    if errand.needs_message and not (message or "").strip():
        raise MessageMissing(of)
    if are_calls_refused(session, number=dialled):
        raise CallsRefused(of)
    if ticket is not None and _is_asked(session, errand, ticket):
        raise AlreadyAsked(of)


def _is_asked(session: Session, errand: Errand, ticket: Ticket) -> bool:
    same = (OutgoingCall.ticket_id == ticket.id) & (OutgoingCall.errand == errand)
    open_ = OutgoingCall.state.in_([state for state in CallState if state.is_open])
    return session.scalar(select(OutgoingCall.id).where(same, open_).limit(1)) is not None
