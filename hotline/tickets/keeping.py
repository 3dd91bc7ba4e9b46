"""Opening a ticket: what was promised is written once, under a number nobody else has."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.tickets.errors import NumbersExhausted
from hotline.tickets.opening import Opening, draw_number, draw_opening
from hotline.tickets.request import TicketRequest, WorkingTarget
from hotline.tickets.ticket import Ticket

_TRIES = 50


def open_ticket(
    session: Session, *, request: TicketRequest, clock: Clock, working_target: WorkingTarget | None = None
) -> Ticket:
    now = clock.now()
    handle_due_at = working_target(request, now) if working_target else None
    opening = draw_opening(request.grade, now=now, handle_due_at=handle_due_at)
    return keep_opening(session, request=request, opening=opening)


def keep_opening(session: Session, *, request: TicketRequest, opening: Opening) -> Ticket:
    """Write a ticket whose promise was drawn before; its number changes only where it is taken."""
    drawn = opening
    for _ in range(_TRIES):
        ticket = _insert(session, request, drawn)
        if ticket is not None:
            return ticket
        drawn = replace(opening, number=draw_number(opening.opened_at))
    raise NumbersExhausted(opening.number.partition("-")[0])


def keep_told_opening(session: Session, *, request: TicketRequest, opening: Opening) -> Ticket:
    """Write a ticket the caller has been told of already; doing it again changes nothing.

    A commit whose answer was lost may have kept the ticket under its first number: the number told wins.
    """
    ticket = session.get(Ticket, opening.id)
    if ticket is None:
        ticket = keep_opening(session, request=request, opening=opening)
        if ticket.number != opening.number:
            ticket.note_told_number(opening.number, at=opening.opened_at)
    elif ticket.number != opening.number and not _is_taken(session, opening.number):
        ticket.renumber(opening.number, at=opening.opened_at)
    return ticket


def _insert(session: Session, request: TicketRequest, opening: Opening) -> Ticket | None:
    if _is_taken(session, opening.number):
        return None
    ticket = Ticket.open(request, opening=opening)
    try:
        with session.begin_nested():
            session.add(ticket)
    except IntegrityError:
        # Another replica took the number between the question and the insert.
        if _is_taken(session, opening.number):
            return None
        raise
    return ticket


def _is_taken(session: Session, number: str) -> bool:
    return session.scalar(select(Ticket.id).where(Ticket.number == number)) is not None
