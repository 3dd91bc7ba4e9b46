"""A ticket as it stands now, held against every other writer until the transaction ends."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from hotline.tickets.errors import NoSuchTicket
from hotline.tickets.ticket import Ticket


def get_ticket(session: Session, *, number: str) -> Ticket:
    ticket = session.scalar(select(Ticket).where(Ticket.number == number))
    if ticket is None:
        raise NoSuchTicket(number)
    return ticket


def lock_ticket(session: Session, *, number: str) -> Ticket:
    return _lock(session, Ticket.number == number, name=number)


def lock_ticket_by_id(session: Session, *, ticket_id: UUID) -> Ticket:
    return _lock(session, Ticket.id == ticket_id, name=str(ticket_id))


def lock_both(session: Session, *, number: str, other: str) -> tuple[Ticket, Ticket]:
    """Always in the order of their numbers, so that two who join the same two never wait for each other."""
    locked = {one: lock_ticket(session, number=one) for one in sorted({number, other})}
    return locked[number], locked[other]


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
