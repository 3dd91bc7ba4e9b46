"""What a caller may learn with the progress code and one proof that the ticket is theirs."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.phone import last_four
from hotline.staff import StaffMember
from hotline.tickets.event import TicketEvent
from hotline.tickets.rating import Rating
from hotline.tickets.standing import Standing
from hotline.tickets.ticket import Ticket
from hotline.tickets.vocabulary import EventKind, Outcome, TicketKind, TicketState

SHOWN_AFTER_CLOSING = timedelta(days=90)

# Notes among staff and refused handovers are not the caller's business.
_SHOWN = {
    EventKind.OPENED,
    EventKind.ACCEPTED,
    EventKind.HANDOVER_ACCEPTED,
    EventKind.NOT_REACHED,
    EventKind.FED_BACK,
    EventKind.DELAY_TOLD,
    EventKind.RESOLVED,
    EventKind.CLOSED,
    EventKind.REOPENED,
    EventKind.TOOK_IN,
    EventKind.APPOINTMENT_CONFIRMED,
    EventKind.APPOINTMENT_CHANGED,
    EventKind.APPOINTMENT_CHANGE_ASKED,
    EventKind.APPOINTMENT_FELL_THROUGH,
    EventKind.APPOINTMENT_CANCELLED,
    EventKind.APPOINTMENT_KEPT,
    EventKind.APPOINTMENT_MISSED,
}
_NAMED = {EventKind.ACCEPTED, EventKind.HANDOVER_ACCEPTED}


@dataclass(frozen=True, kw_only=True)
class ProgressStep:
    """One thing that happened, as far as it concerns the caller.

    `by` is the display name of who took it on; `due_at` a time that was named with it, and `reason` what the
    patient was told for a delay. Nothing that a patient said is among them.
    """

    kind: EventKind
    at: datetime
    by: str | None = None
    due_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TicketProgress:
    """`answers_for_it` is the first contact's name for people, before acceptance the nurse on duty.

    `due_at` is the time the caller counts on: the promised one, or the later one the caller was told.
    `merged_from` is the number that was asked for, where its matter goes on in this ticket.
    """

    number: str
    progress_code: str
    kind: TicketKind
    state: TicketState
    standing: Standing
    department: str | None
    answers_for_it: str | None
    opened_at: datetime
    feedback_due_at: datetime
    due_at: datetime
    round: int
    reopened_at: datetime | None
    fed_back_at: datetime | None
    outcome: Outcome | None
    has_phone: bool
    may_be_rated: bool
    may_be_reopened: bool
    rating: Rating | None
    merged_from: str | None
    steps: tuple[ProgressStep, ...]

    @property
    def delay_reason(self) -> str | None:
        """What the patient was told last of why it takes longer."""
        told = [step.reason for step in self.steps if step.kind is EventKind.DELAY_TOLD]
        return told[-1] if told else None


def find_progress(
    session: Session,
    *,
    code: str,
    phone_last_four: str | None = None,
    conversation_id: str | None = None,
    now: datetime,
) -> TicketProgress | None:
    """For every door alike: the page, the chat, the keys of a phone.

    The newest ticket with this code that the proof fits. None without a proof, with a wrong one, and where
    the matter was closed long ago.
    """
    asked = _find(session, code=code, phone_last_four=phone_last_four, conversation_id=conversation_id)
    return _shown(session, asked, now=now) if asked else None


def progress_by_number(session: Session, *, number: str, now: datetime) -> TicketProgress | None:
    """For whoever has given the proof before; the same follows of merges and old tickets."""
    asked = session.scalar(select(Ticket).where(Ticket.number == number))
    return _shown(session, asked, now=now) if asked else None


def _shown(session: Session, asked: Ticket, *, now: datetime) -> TicketProgress | None:
    ticket = _surviving(session, asked)
    if ticket.closed_at is not None and now - ticket.closed_at >= SHOWN_AFTER_CLOSING:
        return None
    merged_from = asked.number if asked is not ticket else None
    return progress_of(session, ticket=ticket, now=now, merged_from=merged_from)


def find_by_progress(
    session: Session, *, code: str, phone_last_four: str | None = None, conversation_id: str | None = None
) -> Ticket | None:
    """The newest ticket with this code that the proof fits; without a proof, none.

    Of a ticket that was merged, the one its matter goes on in.
    """
    found = _find(session, code=code, phone_last_four=phone_last_four, conversation_id=conversation_id)
    return _surviving(session, found) if found else None


def rateable_codes(session: Session, *, conversation_id: str, now: datetime) -> Sequence[str]:
    """The codes of what was settled in this conversation and is not rated yet, the newest first."""
    settled = (
        select(Ticket)
        .where(Ticket.conversation_id == conversation_id, Ticket.resolved_at > now - SHOWN_AFTER_CLOSING)
        .order_by(Ticket.resolved_at.desc())
    )
    return [ticket.progress_code for ticket in session.scalars(settled) if ticket.may_be_rated]


def progress_of(
    session: Session, *, ticket: Ticket, now: datetime, merged_from: str | None = None
) -> TicketProgress:
    member = session.get(StaffMember, ticket.first_contact) if ticket.first_contact else None
    ratings = ticket.ratings
    return TicketProgress(
        number=ticket.number,
        progress_code=ticket.progress_code,
        kind=ticket.kind,
        state=ticket.state,
        standing=ticket.standing(now),
        department=ticket.department,
        answers_for_it=member.display_name if member else ticket.duty_nurse,
        opened_at=ticket.opened_at,
        feedback_due_at=ticket.feedback_due_at,
        due_at=ticket.last_due_at,
        round=ticket.round,
        reopened_at=ticket.reopened_at,
        fed_back_at=ticket.fed_back_at,
        outcome=ticket.outcome,
        has_phone=ticket.phone is not None,
        may_be_rated=ticket.may_be_rated,
        may_be_reopened=ticket.may_be_reopened,
        rating=ratings[-1] if ratings else None,
        merged_from=merged_from,
        steps=tuple(_step(session, event) for event in ticket.events if event.kind in _SHOWN),
    )


def _step(session: Session, event: TicketEvent) -> ProgressStep:
    named = session.get(StaffMember, event.by) if event.kind in _NAMED else None
    due = event.data.get("due_at") or event.data.get("feedback_due_at")
    is_told = event.kind is EventKind.DELAY_TOLD
    return ProgressStep(
        kind=event.kind,
        at=event.at,
        by=named.display_name if named else None,
        due_at=datetime.fromisoformat(due) if due and event.kind is not EventKind.TOOK_IN else None,
        reason=(event.private or {}).get("reason") if is_told else None,
    )


def _find(
    session: Session, *, code: str, phone_last_four: str | None, conversation_id: str | None
) -> Ticket | None:
    found = session.scalars(
        select(Ticket).where(Ticket.progress_code == code).order_by(Ticket.opened_at.desc())
    )
    for ticket in found:
        if _is_proof(ticket, phone_last_four=phone_last_four, conversation_id=conversation_id):
            return ticket
    return None


def _is_proof(ticket: Ticket, *, phone_last_four: str | None, conversation_id: str | None) -> bool:
    if conversation_id and hmac.compare_digest(ticket.conversation_id.encode(), conversation_id.encode()):
        return True
    if not phone_last_four or len(phone_last_four) != len("8000") or not ticket.phone:
        return False
    return hmac.compare_digest(last_four(ticket.phone).encode(), phone_last_four.encode())


def _surviving(session: Session, ticket: Ticket) -> Ticket:
    if ticket.merged_into is None:
        return ticket
    into = select(Ticket).where(Ticket.number == ticket.merged_into)
    return session.scalars(into).one_or_none() or ticket
