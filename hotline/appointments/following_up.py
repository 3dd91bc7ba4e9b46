"""Who did not come is asked once, the next morning: perhaps he could not, and another day would help."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hotline.appointments.announcing import AppointmentEvent, announce
from hotline.appointments.appointment import Appointment
from hotline.appointments.looking import lock_appointment
from hotline.appointments.telling import tell_of_appointment
from hotline.appointments.vocabulary import AppointmentChange, AppointmentState
from hotline.clock import Clock
from hotline.notifications import NoticeKind
from hotline.tickets import HOTLINE, Ticket


def is_follow_up_due(session: Session, *, now: datetime) -> bool:
    """Without a lock: asked all the time, it must not hold up those who write."""
    return session.scalar(select(Appointment.ticket_id).where(_is_due(now)).limit(1)) is not None


def follow_up_one_missed(session: Session, *, clock: Clock) -> bool:
    """Whether there was one: one message to the caller, one line in the history of the ticket."""
    now = clock.now()
    due = select(Ticket.number).join(Appointment, Appointment.ticket_id == Ticket.id).where(_is_due(now))
    number = session.scalar(due.order_by(Appointment.follow_up_at, Ticket.number).limit(1))
    if number is None:
        return False
    appointment = lock_appointment(session, number=number)
    if appointment.follow_up_at is None:
        return True  # another replica was faster
    appointment.follow_up(by=HOTLINE, at=now)
    tell_of_appointment(session, appointment, NoticeKind.APPOINTMENT_MISSED, clock=clock)
    event = AppointmentEvent(kind=AppointmentChange.FOLLOWED_UP, number=number, by=HOTLINE, at=now)
    announce(session, event)
    return True


def _is_due(now: datetime) -> ColumnElement[bool]:
    return (Appointment.state == AppointmentState.MISSED) & (Appointment.follow_up_at <= now)
