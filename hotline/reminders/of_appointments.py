"""A visit that is settled is reminded of the day before; moved, cancelled and kept, so are its reminders."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.appointments import (
    Appointment,
    AppointmentChange,
    AppointmentEvent,
    find_appointment,
    listen_to_appointments,
)
from hotline.clock import ClockAt
from hotline.reminders.asking import remind
from hotline.reminders.errors import MomentPassed, TooFarAhead
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.rules import rules
from hotline.reminders.vocabulary import ReminderKind, ReminderState

_SETTLED = frozenset({AppointmentChange.CONFIRMED, AppointmentChange.CHANGED})
_OVER = {
    AppointmentChange.CANCELLED: ReminderState.STOPPED,
    AppointmentChange.FELL_THROUGH: ReminderState.STOPPED,
    AppointmentChange.KEPT: ReminderState.DONE,
    AppointmentChange.MISSED: ReminderState.DONE,
}
_DAY = timedelta(days=1)


@listen_to_appointments
def follow(session: Session, event: AppointmentEvent) -> None:
    """In the transaction of the deed."""
    appointment = find_appointment(session, number=event.number)
    if appointment is None:
        return
    if event.kind in _SETTLED:
        _plan(session, appointment, event)
    elif event.kind in _OVER:
        _end(session, appointment, _OVER[event.kind], event, kinds=tuple(ReminderKind))


def matter_of_appointment(number: str, kind: ReminderKind) -> str:
    return f"appointment:{number}:{kind.value}"


def _plan(session: Session, appointment: Appointment, event: AppointmentEvent) -> None:
    """One too late or years ahead is not made: no reminder may keep a visit from being settled."""
    wanted = tuple(_wanted(appointment))
    planned = [kind for kind in wanted if _is_planned(session, appointment, kind, event)]
    left = tuple(kind for kind in ReminderKind if kind not in planned)
    _end(session, appointment, ReminderState.STOPPED, event, kinds=left)


def _wanted(appointment: Appointment) -> Iterator[ReminderKind]:
    if appointment.on is not None:
        yield ReminderKind.VISIT
        if rules().may_be_fasting(appointment.department, starts=appointment.starts):
            yield ReminderKind.FASTING


def _is_planned(
    session: Session, appointment: Appointment, kind: ReminderKind, event: AppointmentEvent
) -> bool:
    if appointment.on is None:
        return False
    at = appointment.visit_at
    begins = at or rules().moment_on(appointment.on)
    with suppress(MomentPassed, TooFarAhead):
        remind(
            session,
            kind=kind,
            conversation_id=appointment.ticket.conversation_id,
            ticket_number=event.number,
            at=rules().moment_on(appointment.on - _DAY, rules().kinds[kind].before),
            facts={"when": rules().said_moment(at) if at else rules().said_day(appointment.on)},
            matter=matter_of_appointment(event.number, kind),
            not_after=begins,
            clock=ClockAt(event.at),
        )
        return True
    return False


def _end(
    session: Session,
    appointment: Appointment,
    state: ReminderState,
    event: AppointmentEvent,
    *,
    kinds: tuple[ReminderKind, ...],
) -> None:
    of = CallerReminder.matter.in_([matter_of_appointment(event.number, kind) for kind in kinds])
    theirs = CallerReminder.conversation_id == appointment.ticket.conversation_id
    for reminder in session.scalars(select(CallerReminder).where(theirs, of).with_for_update()):
        if reminder.state.is_open:
            reminder.end(state, by=event.by, at=event.at)
    session.flush()
