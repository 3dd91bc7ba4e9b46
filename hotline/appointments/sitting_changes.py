"""A change of the timetable reaches those booked: each is told once, and a nurse has something to do."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import yaml
from sqlalchemy.orm import Session

from hotline.appointments.announcing import AppointmentEvent, announce
from hotline.appointments.appointment import Appointment
from hotline.appointments.booking_hold import give_back_place
from hotline.appointments.looking import booked_in, lock_appointment
from hotline.appointments.rules import shipped_rules
from hotline.appointments.staff_work import give_to_nurse
from hotline.appointments.telling import tell_of_appointment
from hotline.appointments.visit import Visit, visit_at
from hotline.appointments.vocabulary import AppointmentChange, AppointmentState
from hotline.clock import Clock
from hotline.hospital_time import HOSPITAL_TIME, hospital_day
from hotline.notifications import NoticeKind
from hotline.notifications.wording import fill, shipped_notices

_LOOKS_AHEAD = timedelta(days=28)
_WORDS = Path(__file__).with_name("words.yml")


class KnownSitting(Protocol):
    """One half-day of one doctor, as the timetable knows it."""

    @property
    def id(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def starts(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def doctor(self) -> str: ...
    @property
    def cancelled(self) -> bool: ...
    @property
    def reason(self) -> str | None: ...


class KnownChange(Protocol):
    """`after` is None where the sitting was taken out."""

    @property
    def before(self) -> KnownSitting: ...
    @property
    def after(self) -> KnownSitting | None: ...


SittingsOf = Callable[[Session, date, date], Sequence[KnownSitting]]
"""What the timetable says of these days, both included, seen from within a transaction."""


class BookedAreTold:
    """Listens to the timetable; another half-day is proposed where `sittings_of` knows one."""

    def __init__(self, sittings_of: SittingsOf) -> None:
        self._sittings_of = sittings_of

    def __call__(self, session: Session, changes: Sequence[KnownChange], *, by: str, clock: Clock) -> None:
        """What has passed concerns nobody any more."""
        session.flush()
        for change in changes:
            if visit_at(change.before.on, change.before.starts) > clock.now():
                self._follow(session, change, by=by, clock=clock)

    def _follow(self, session: Session, change: KnownChange, *, by: str, clock: Clock) -> None:
        before, after = change.before, change.after
        for number in [one.ticket_number for one in booked_in(session, sitting_id=before.id)]:
            appointment = lock_appointment(session, number=number)
            if after is None or after.cancelled or after.doctor != before.doctor:
                self._fall_through(session, appointment, before, after, by=by, clock=clock)
            else:
                _move(session, appointment, after, by=by, clock=clock)

    def _fall_through(
        self,
        session: Session,
        appointment: Appointment,
        before: KnownSitting,
        after: KnownSitting | None,
        *,
        by: str,
        clock: Clock,
    ) -> None:
        was_at, now = visit_at(before.on, before.starts), clock.now()
        appointment.fall_through(reason=after.reason if after else None, by=by, at=now)
        give_back_place(session, appointment)
        facts = {"visit_at": was_at.isoformat()} | self._proposals(session, before, now=now)
        kind = NoticeKind.APPOINTMENT_FELL_THROUGH
        tell_of_appointment(session, appointment, kind, facts=facts, before=was_at, clock=clock)
        give_to_nurse(session, appointment, kind, facts={"visit_at": was_at.isoformat()}, clock=clock)
        _announce(session, appointment, AppointmentChange.FELL_THROUGH, by=by, at=now)

    def _proposals(self, session: Session, gone: KnownSitting, *, now: datetime) -> dict[str, str]:
        """The next half-days of that doctor, else of that department, soonest first."""
        today = hospital_day(now)
        offered = [
            one
            for one in self._sittings_of(session, today, today + _LOOKS_AHEAD)
            if not one.cancelled and one.id != gone.id and visit_at(one.on, one.starts) > now
        ]
        same = [one for one in offered if one.department == gone.department]
        by_doctor = [one for one in same if one.doctor == gone.doctor]
        moments = [_moment(one) for one in (by_doctor or same)]
        told = list(dict.fromkeys(moments))[: shipped_rules().proposals]
        if not told:
            return {}
        return {"proposals": fill(_words()["proposals"], {"dates": _words()["joint"].join(told)})}


def _move(session: Session, appointment: Appointment, after: KnownSitting, *, by: str, clock: Clock) -> None:
    """Another hour or place of the same half-day: nothing is to be arranged, only to be known."""
    visit = Visit(
        on=after.on,
        starts=after.starts,
        where=after.where,
        department=after.department,
        doctor=after.doctor,
        sitting_id=after.id,
    )
    if not appointment.follow_sitting(visit, by=by, at=clock.now()):
        return
    if appointment.state is AppointmentState.CONFIRMED:
        tell_of_appointment(session, appointment, NoticeKind.APPOINTMENT_CHANGED, clock=clock)
    _announce(session, appointment, AppointmentChange.CHANGED, by=by, at=clock.now())


def _announce(
    session: Session, appointment: Appointment, kind: AppointmentChange, *, by: str, at: datetime
) -> None:
    announce(session, AppointmentEvent(kind=kind, number=appointment.ticket_number, by=by, at=at))


def _moment(one: KnownSitting) -> str:
    local = visit_at(one.on, one.starts).astimezone(HOSPITAL_TIME)
    facts = {"month": str(local.month), "day": str(local.day), "time": f"{local.hour}:{local:%M}"}
    return fill(shipped_notices().moment, facts)


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    words: dict[str, str] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return words
