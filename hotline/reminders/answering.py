"""What becomes of a reminder: seen to, put off, withdrawn, or no more of any."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.identity import bound_phone
from hotline.reminders.errors import MomentPassed, NoSuchReminder
from hotline.reminders.looking import open_reminders
from hotline.reminders.preference import prefer
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.rules import rules
from hotline.reminders.vocabulary import ReminderKind, ReminderMeans, ReminderState

_BOUND = frozenset({ReminderKind.VISIT, ReminderKind.FASTING})
"""What they are for comes at its hour, whenever one would rather be reminded."""


def done(session: Session, *, reminder_id: UUID, by: str, clock: Clock) -> CallerReminder:
    """It is seen to. Raises NoSuchReminder where nothing is open."""
    return _end(session, reminder_id, ReminderState.DONE, by=by, clock=clock)


def withdraw(session: Session, *, reminder_id: UUID, by: str, clock: Clock) -> CallerReminder:
    """This one is told no more; the others are. Raises NoSuchReminder where nothing is open."""
    return _end(session, reminder_id, ReminderState.STOPPED, by=by, clock=clock)


def later(session: Session, *, reminder_id: UUID, at: datetime | None, clock: Clock) -> CallerReminder:
    """Told once more at that moment; without one, in a few hours. Raises NoSuchReminder, MomentPassed.

    Where what it is for may come first, it is not: then the moment has passed too.
    """
    reminder = _lock(session, reminder_id)
    wanted = at or clock.now() + rules().again_in
    # A day of his own choosing is as good as the first; without one it must still be of use.
    last = max(reminder.good_until, wanted + rules().kinds[reminder.kind].good_for)
    if reminder.kind in _BOUND:
        last = reminder.good_until
    due = rules().permitted(wanted, good_until=last)
    if not clock.now() < due < last:
        raise MomentPassed
    reminder.wait_for(due, good_until=last)
    reminder.put_off += 1
    session.flush()
    return reminder


def stop(session: Session, *, conversation_id: str, by: str, clock: Clock, phone: str | None = None) -> int:
    """Nothing more is told in this conversation, nor to this number, until it is asked for again.

    How many were open.
    """
    known = phone or bound_phone(session, conversation_id=conversation_id)
    stopped = open_reminders(session, conversation_id=conversation_id, phone=known)
    for reminder in stopped:
        reminder.end(ReminderState.STOPPED, by=by, at=clock.now())
    prefer(
        session, conversation_id=conversation_id, phone=known, means=ReminderMeans.NONE, by=by, clock=clock
    )
    session.flush()
    return len(stopped)


def _end(
    session: Session, reminder_id: UUID, state: ReminderState, *, by: str, clock: Clock
) -> CallerReminder:
    reminder = _lock(session, reminder_id)
    reminder.end(state, by=by, at=clock.now())
    session.flush()
    return reminder


def _lock(session: Session, reminder_id: UUID) -> CallerReminder:
    wanted = select(CallerReminder).where(CallerReminder.id == reminder_id).with_for_update()
    reminder = session.scalar(wanted.execution_options(populate_existing=True))
    if reminder is None or not reminder.state.is_open:
        raise NoSuchReminder(reminder_id)
    return reminder
