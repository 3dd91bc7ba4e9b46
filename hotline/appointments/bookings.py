"""Appointments as the callers' doors use them: plain facts, each deed in a transaction of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from hotline.appointments.appointment import Appointment
from hotline.appointments.deeds import ask_change, cancel
from hotline.appointments.looking import find_appointment
from hotline.appointments.vocabulary import AppointmentState
from hotline.clock import Clock
from hotline.database import Database, matches
from hotline.hospital_time import hospital_day
from hotline.identity import bound_phone
from hotline.tickets import CALLER, Ticket, TicketState

_LATELY = timedelta(days=90)
_MOST = 5


@dataclass(frozen=True, kw_only=True)
class BookedVisit:
    """What its caller may know of it; whoever asks has given the proof before."""

    number: str
    progress_code: str
    state: AppointmentState
    for_whom: str | None
    patient_name: str | None
    wish: str | None
    department: str | None
    doctor: str | None
    where: str | None
    on: date | None
    starts: str | None
    is_wished_otherwise: bool

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @classmethod
    def of(cls, appointment: Appointment) -> Self:
        return cls(
            number=appointment.ticket_number,
            progress_code=appointment.ticket.progress_code,
            state=appointment.state,
            for_whom=appointment.for_whom,
            patient_name=appointment.patient_name,
            wish=appointment.wish,
            department=appointment.department,
            doctor=appointment.doctor,
            where=appointment.where,
            on=appointment.on,
            starts=appointment.starts,
            is_wished_otherwise=appointment.is_wished_otherwise,
        )


class Bookings:
    """Safe to share between threads; all raise StorageUnavailable."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def find(self, number: str) -> BookedVisit | None:
        """None where this ticket is about something else."""
        with self._database.reading() as session:
            found = find_appointment(session, number=number)
            return BookedVisit.of(found) if found else None

    def own(self, conversation_id: str) -> Sequence[BookedVisit]:
        """Still to come, asked for in this conversation or with the number bound here; the newest first."""
        with self._database.reading() as session:
            phone = bound_phone(session, conversation_id=conversation_id)
            theirs = Ticket.conversation_id == conversation_id
            mine = or_(theirs, matches(Ticket.phone_hash, phone)) if phone else theirs
            now = self._clock.now()
            still = (Ticket.state != TicketState.CLOSED) & Ticket.merged_into.is_(None)
            to_come = Appointment.on.is_(None) | (Appointment.on >= hospital_day(now))
            is_open = Appointment.state.in_((AppointmentState.ASKED, AppointmentState.CONFIRMED))
            found = (
                select(Appointment)
                .join(Appointment.ticket)
                .where(mine, still, to_come, is_open, Ticket.opened_at > now - _LATELY)
                .order_by(Ticket.opened_at.desc())
                .limit(_MOST)
                .options(joinedload(Appointment.ticket))
            )
            return [BookedVisit.of(one) for one in session.scalars(found)]

    def cancel(self, number: str, *, reason: str | None = None) -> BookedVisit:
        """By the caller himself. Raises NoSuchAppointment, AppointmentOver."""
        with self._database.transaction() as session:
            return BookedVisit.of(cancel(session, number=number, by=CALLER, reason=reason, clock=self._clock))

    def ask_change(self, number: str, *, wish: str) -> BookedVisit:
        """A nurse settles it; what stands goes on standing. Raises NoSuchAppointment, AppointmentOver."""
        with self._database.transaction() as session:
            return BookedVisit.of(ask_change(session, number=number, wish=wish, by=CALLER, clock=self._clock))
