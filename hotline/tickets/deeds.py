"""What staff do to a ticket: each service locks the row, does one deed and leaves the commit to its door."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from hotline.clock import Clock
from hotline.staff import get_active_staff
from hotline.tickets.errors import NoSuchTicket
from hotline.tickets.ticket import Ticket
from hotline.tickets.vocabulary import FeedbackMeans, Outcome


def get_ticket(session: Session, *, number: str) -> Ticket:
    ticket = session.scalar(select(Ticket).where(Ticket.number == number))
    if ticket is None:
        raise NoSuchTicket(number)
    return ticket


def accept_ticket(session: Session, *, number: str, staff: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    get_active_staff(session, username=staff)
    ticket.accept(staff, at=clock.now())
    return ticket


def hand_over_ticket(session: Session, *, number: str, to: str, by: str, reason: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    get_active_staff(session, username=to)
    ticket.hand_over(to, by=by, reason=reason, at=clock.now())
    return ticket


def return_handover(session: Session, *, number: str, by: str, reason: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.return_handover(by=by, reason=reason, at=clock.now())
    return ticket


def add_contact(
    session: Session, *, number: str, phone: str | None, caller_name: str | None, by: str, clock: Clock
) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.add_contact(phone=phone, caller_name=caller_name, by=by, at=clock.now())
    return ticket


def add_note(session: Session, *, number: str, by: str, text: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.add_note(text, by=by, at=clock.now())
    return ticket


def record_feedback(
    session: Session, *, number: str, by: str, reached: bool, how: FeedbackMeans, text: str, clock: Clock
) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.record_feedback(by=by, reached=reached, how=how, text=text, at=clock.now())
    return ticket


def resolve_ticket(session: Session, *, number: str, by: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.resolve(by=by, at=clock.now())
    return ticket


def close_ticket(session: Session, *, number: str, by: str, outcome: Outcome, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.close(by=by, outcome=outcome, at=clock.now())
    return ticket


def lock_ticket(session: Session, *, number: str) -> Ticket:
    """The ticket as it stands now, held against every other writer until the transaction ends."""
    return _lock(session, Ticket.number == number, name=number)


def lock_ticket_by_id(session: Session, *, ticket_id: UUID) -> Ticket:
    return _lock(session, Ticket.id == ticket_id, name=str(ticket_id))


def _lock(session: Session, wanted: ColumnElement[bool], *, name: str) -> Ticket:
    locked = (
        select(Ticket)
        .where(wanted)
        .with_for_update()
        .options(selectinload(Ticket.events))
        .execution_options(populate_existing=True)
    )
    ticket = session.scalar(locked)
    if ticket is None:
        raise NoSuchTicket(name)
    return ticket
