"""What a caller may learn with the progress code and one proof that the ticket is theirs."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.phone import last_four
from hotline.staff import StaffMember
from hotline.tickets.standing import Standing
from hotline.tickets.ticket import Ticket
from hotline.tickets.vocabulary import EventKind, TicketKind, TicketState

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
}


@dataclass(frozen=True, kw_only=True)
class ProgressStep:
    """One thing that happened, as far as it concerns the caller."""

    kind: EventKind
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TicketProgress:
    """`answers_for_it` is the first contact's name for people, before acceptance the nurse on duty.

    `due_at` is the time the caller counts on: the promised one, or the later one the caller was told.
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
    reopened_at: datetime | None
    fed_back_at: datetime | None
    steps: tuple[ProgressStep, ...]


def find_by_progress(
    session: Session, *, code: str, phone_last_four: str | None = None, conversation_id: str | None = None
) -> Ticket | None:
    """The newest ticket with this code that the proof fits; without a proof, none.

    Of a ticket that was merged, the one its matter goes on in.
    """
    found = session.scalars(
        select(Ticket).where(Ticket.progress_code == code).order_by(Ticket.opened_at.desc())
    )
    for ticket in found:
        if _is_proof(ticket, phone_last_four=phone_last_four, conversation_id=conversation_id):
            return _surviving(session, ticket)
    return None


def progress_of(session: Session, *, ticket: Ticket, now: datetime) -> TicketProgress:
    member = session.get(StaffMember, ticket.first_contact) if ticket.first_contact else None
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
        reopened_at=ticket.reopened_at,
        fed_back_at=ticket.fed_back_at,
        steps=tuple(ProgressStep(kind=e.kind, at=e.at) for e in ticket.events if e.kind in _SHOWN),
    )


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
