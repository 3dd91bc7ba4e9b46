"""One appointment as its page shows it: what is asked, what is offered, what the caller was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.appointment_offers import Offer, offers
from desk.desk import Desk
from desk.names import Names, read_names
from desk.words import Words
from hotline.appointments import Appointment, AppointmentState, find_appointment
from hotline.notifications import House, Letter, NoticeKind, Told, tell
from hotline.tickets import NoSuchTicket, Ticket, get_ticket

_TOLD = {
    NoticeKind.APPOINTMENT_CONFIRMED,
    NoticeKind.APPOINTMENT_CHANGED,
    NoticeKind.APPOINTMENT_CANCELLED,
    NoticeKind.APPOINTMENT_FELL_THROUGH,
    NoticeKind.APPOINTMENT_MISSED,
}


class AppointmentWork(StrEnum):
    """The values are part of the addresses."""

    CONFIRM = "confirm"
    CHANGE = "change"
    CANCEL = "cancel"
    KEPT = "kept"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class AppointmentPage:
    """`department` is the one whose half-days are offered, empty for all."""

    ticket: Ticket
    appointment: Appointment
    offers: tuple[Offer, ...]
    department: str
    told: tuple[tuple[Letter, Told], ...]
    works: tuple[AppointmentWork, ...]
    names: Names


def read_appointment_page(
    session: Session, *, number: str, desk: Desk, department: str | None, words: Words, house: House
) -> AppointmentPage:
    """`department` as somebody chose it, else the one that was asked for. Raises NoSuchTicket."""
    ticket = get_ticket(session, number=number)
    appointment = find_appointment(session, number=number)
    if appointment is None:
        raise NoSuchTicket(number)
    shown = (appointment.department or "") if department is None else department
    is_open = appointment.state.is_open
    return AppointmentPage(
        ticket=ticket,
        appointment=appointment,
        offers=offers(session, desk=desk, department=shown, appointment=appointment) if is_open else (),
        department=shown,
        told=tuple((one, tell(one, house=house)) for one in _letters(session, appointment.ticket_number)),
        works=works(appointment, now=desk.clock.now(), desk=desk),
        names=read_names(session, words=words),
    )


def works(appointment: Appointment, *, now: datetime, desk: Desk) -> tuple[AppointmentWork, ...]:
    """What may be done with it now."""
    if not appointment.state.is_open:
        return ()
    if appointment.state is AppointmentState.ASKED:
        return (AppointmentWork.CONFIRM, AppointmentWork.CANCEL)
    has_come = appointment.on is not None and appointment.on <= now.astimezone(desk.hospital.zone).date()
    came = (AppointmentWork.KEPT, AppointmentWork.MISSED) if has_come else ()
    return (*came, AppointmentWork.CHANGE, AppointmentWork.CANCEL)


def _letters(session: Session, number: str) -> Sequence[Letter]:
    """To the caller and about the visit, the newest first."""
    wanted = (Letter.ticket_number == number) & Letter.kind.in_(_TOLD) & Letter.conversation_id.is_not(None)
    return session.scalars(select(Letter).where(wanted).order_by(Letter.written_at.desc(), Letter.id)).all()
