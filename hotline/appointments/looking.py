"""Appointments as they stand, looked up by ticket, day, sitting or what is still to be settled."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hotline.appointments.appointment import Appointment
from hotline.appointments.errors import NoSuchAppointment
from hotline.appointments.vocabulary import AppointmentState
from hotline.tickets import Ticket, TicketState, lock_ticket

_OPEN = (AppointmentState.ASKED, AppointmentState.CONFIRMED)
_PRIORITY_FIRST = (Appointment.has_priority.desc(), Appointment.asked_at, Appointment.ticket_id)


def find_appointment(session: Session, *, number: str) -> Appointment | None:
    """Of this ticket, else of the one merged into it last."""
    own = select(Appointment).join(Appointment.ticket).where(Ticket.number == number)
    merged = select(Appointment).join(Appointment.ticket).where(Ticket.merged_into == number)
    newest = merged.order_by(Appointment.asked_at.desc()).limit(1)
    return session.scalar(own) or session.scalar(newest)


def lock_appointment(session: Session, *, number: str) -> Appointment:
    """With its ticket, which is locked first. Raises NoSuchTicket, NoSuchAppointment."""
    lock_ticket(session, number=number)
    found = find_appointment(session, number=number)
    if found is None:
        raise NoSuchAppointment(number)
    if found.ticket_number != number:
        lock_ticket(session, number=found.ticket_number)
    session.refresh(found, with_for_update=True)
    return found


def appointments_on(session: Session, *, day: date) -> Sequence[Appointment]:
    """All of that day, whatever became of them: those with priority first, then by hour."""
    order = (Appointment.has_priority.desc(), Appointment.starts, *_PRIORITY_FIRST[1:])
    return _all(session, select(Appointment).where(Appointment.on == day).order_by(*order))


def booked_in(session: Session, *, sitting_id: str) -> Sequence[Appointment]:
    """Whoever counts on this sitting, asked for or confirmed; those with priority first."""
    counting = (Appointment.sitting_id == sitting_id) & Appointment.state.in_(_OPEN)
    return _all(session, select(Appointment).where(counting).order_by(*_PRIORITY_FIRST))


def appointments_to_settle(session: Session, *, limit: int = 200) -> Sequence[Appointment]:
    """Asked for and not settled, or to be moved as the caller asked; of tickets that are not closed."""
    asked = Appointment.state == AppointmentState.ASKED
    otherwise = (Appointment.state == AppointmentState.CONFIRMED) & Appointment.change_asked_at.is_not(None)
    is_open = (Ticket.state != TicketState.CLOSED) & Ticket.merged_into.is_(None)
    waiting = select(Appointment).join(Appointment.ticket).where(asked | otherwise, is_open)
    return _all(session, waiting.order_by(*_PRIORITY_FIRST).limit(limit))


def _all(session: Session, wanted: object) -> Sequence[Appointment]:
    return session.scalars(wanted.options(joinedload(Appointment.ticket))).all()  # type: ignore[attr-defined]
