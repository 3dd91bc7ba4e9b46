"""What is done about an appointment: each service locks it with its ticket; the door commits."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from hotline.appointments.announcing import AppointmentEvent, announce
from hotline.appointments.appointment import Appointment
from hotline.appointments.booking_hold import give_back_place, hold_place
from hotline.appointments.looking import lock_appointment
from hotline.appointments.rules import shipped_rules
from hotline.appointments.staff_work import give_to_nurse
from hotline.appointments.telling import tell_of_appointment
from hotline.appointments.visit import Visit
from hotline.appointments.vocabulary import AppointmentChange
from hotline.clock import Clock
from hotline.hospital_time import HOSPITAL_TIME, hospital_day
from hotline.notifications import NoticeKind
from hotline.staff import StaffMember
from hotline.tickets import CALLER


def confirm(
    session: Session,
    *,
    number: str,
    on: date,
    starts: str,
    where: str,
    department: str,
    doctor: str | None,
    sitting_id: str | None,
    by: str,
    clock: Clock,
    places: int | None = None,
) -> Appointment:
    """`places` of the sitting, where it counts them. The caller is told; a nurse who confirms has accepted.

    Raises AlreadyConfirmed, AppointmentOver, DayPassed, NoPlaceLeft, NoSuchAppointment.
    """
    visit = Visit(
        on=on,
        starts=starts,
        where=where,
        department=department,
        doctor=doctor,
        sitting_id=sitting_id,
        places=places,
    )
    appointment, now = lock_appointment(session, number=number), clock.now()
    _accept(session, appointment, by=by, at=now)
    appointment.confirm(visit, by=by, at=now)
    hold_place(session, appointment, visit=visit, at=now)
    tell_of_appointment(session, appointment, NoticeKind.APPOINTMENT_CONFIRMED, clock=clock)
    return _announced(session, appointment, AppointmentChange.CONFIRMED, by=by, at=now)


def change(
    session: Session,
    *,
    number: str,
    on: date,
    starts: str,
    where: str,
    department: str,
    doctor: str | None,
    sitting_id: str | None,
    by: str,
    clock: Clock,
    places: int | None = None,
) -> Appointment:
    """Moves what is confirmed. Raises NotYetConfirmed, NothingChanged, and what `confirm` raises."""
    visit = Visit(
        on=on,
        starts=starts,
        where=where,
        department=department,
        doctor=doctor,
        sitting_id=sitting_id,
        places=places,
    )
    appointment, now = lock_appointment(session, number=number), clock.now()
    appointment.change(visit, by=by, at=now)
    hold_place(session, appointment, visit=visit, at=now)
    tell_of_appointment(session, appointment, NoticeKind.APPOINTMENT_CHANGED, clock=clock)
    return _announced(session, appointment, AppointmentChange.CHANGED, by=by, at=now)


def ask_change(session: Session, *, number: str, wish: str, by: str, clock: Clock) -> Appointment:
    """Another day is wanted; what stands goes on standing until `change` or `confirm` settles it."""
    appointment, now = lock_appointment(session, number=number), clock.now()
    appointment.ask_change(wish, by=by, at=now)
    give_to_nurse(session, appointment, NoticeKind.APPOINTMENT_CHANGE_ASKED, clock=clock)
    return _announced(session, appointment, AppointmentChange.CHANGE_ASKED, by=by, at=now)


def cancel(session: Session, *, number: str, by: str, reason: str | None = None, clock: Clock) -> Appointment:
    """Its place is free again. The caller is told, but where he did it himself. Raises AppointmentOver."""
    appointment, now = lock_appointment(session, number=number), clock.now()
    appointment.cancel(by=by, reason=reason, at=now)
    give_back_place(session, appointment)
    if by != CALLER:
        tell_of_appointment(session, appointment, NoticeKind.APPOINTMENT_CANCELLED, clock=clock)
    return _announced(session, appointment, AppointmentChange.CANCELLED, by=by, at=now)


def mark_kept(session: Session, *, number: str, by: str, clock: Clock) -> Appointment:
    """The patient came. Raises NotYetConfirmed, DayToCome."""
    appointment, now = lock_appointment(session, number=number), clock.now()
    appointment.keep(by=by, at=now)
    return _announced(session, appointment, AppointmentChange.KEPT, by=by, at=now)


def mark_missed(session: Session, *, number: str, by: str, clock: Clock) -> Appointment:
    """Nobody came; he is asked about it the next morning, once. Raises NotYetConfirmed, DayToCome."""
    appointment, now = lock_appointment(session, number=number), clock.now()
    appointment.miss(by=by, at=now, follow_up_at=_next_morning(now))
    return _announced(session, appointment, AppointmentChange.MISSED, by=by, at=now)


def _accept(session: Session, appointment: Appointment, *, by: str, at: datetime) -> None:
    """Whoever settles it has it in hand, as if he had taken it from the queue."""
    member = session.get(StaffMember, by)
    ticket = appointment.ticket
    if member is not None and ticket.assignee is None and ticket.closed_at is None:
        ticket.accept(member.username, department=member.department, at=at)


def _next_morning(now: datetime) -> datetime:
    return datetime.combine(
        hospital_day(now) + timedelta(days=1), shipped_rules().follow_up_at, tzinfo=HOSPITAL_TIME
    )


def _announced(
    session: Session, appointment: Appointment, kind: AppointmentChange, *, by: str, at: datetime
) -> Appointment:
    event = AppointmentEvent(kind=kind, number=appointment.ticket_number, by=by, at=at)
    announce(session, event)
    return appointment
