"""A reminder that is told by telephone: what was pressed on the call, and what becomes of one nobody took."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.outgoing_calls import CallState, OutgoingCall, Said
from hotline.phone import is_mobile
from hotline.reminders.answering import done, later, stop
from hotline.reminders.errors import MomentPassed
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.saying import ReminderReply
from hotline.reminders.telling import write
from hotline.reminders.vocabulary import ReminderState
from hotline.tickets import CALLER, HOTLINE

_KEYS = {"1": ReminderReply.DONE, "2": ReminderReply.LATER, "3": ReminderReply.STOP}


def is_reminder_call(session: Session, *, call_id: UUID) -> bool:
    """Whether the call asks what became of the matter."""
    return _of_call(session, call_id) is not None


def hear_call(session: Session, *, call_id: UUID, said: Said, clock: Clock) -> None:
    """What he pressed; told again changes nothing."""
    reminder = _of_call(session, call_id)
    reply = _KEYS.get(said.key or "")
    if reminder is None or reply is None:
        return
    if reply is ReminderReply.STOP:
        whom = {"conversation_id": reminder.conversation_id, "phone": reminder.phone or ""}
        stop(session, by=CALLER, clock=clock, **whom)
    elif reply is ReminderReply.DONE:
        done(session, reminder_id=reminder.id, by=CALLER, clock=clock)
    else:
        _later(session, reminder, clock=clock)


def write_one_unheard(session: Session, *, clock: Clock) -> bool:
    """Whether there was one whose call nobody took: written to where he can read, else told to nobody."""
    wanted = (
        select(CallerReminder)
        .where(_is_unheard())
        .order_by(CallerReminder.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    reminder = session.scalar(wanted)
    if reminder is None:
        return False
    reminder.call_id = None
    if is_mobile(reminder.phone or "") and clock.now() < reminder.good_until:
        write(session, reminder, clock=clock)
    else:
        reminder.end(ReminderState.LAPSED, by=HOTLINE, at=clock.now())
    session.flush()
    return True


def is_any_unheard(session: Session) -> bool:
    """Without a lock: asked all the time, it must not hold up those who write."""
    return session.scalar(select(CallerReminder.id).where(_is_unheard()).limit(1)) is not None


def _is_unheard() -> ColumnElement[bool]:
    given_up = select(OutgoingCall.id).where(OutgoingCall.state == CallState.GIVEN_UP)
    return (CallerReminder.state == ReminderState.TOLD) & CallerReminder.call_id.in_(given_up)


def _of_call(session: Session, call_id: UUID) -> CallerReminder | None:
    told = (CallerReminder.call_id == call_id) & (CallerReminder.state == ReminderState.TOLD)
    return session.scalars(select(CallerReminder).where(told)).one_or_none()


def _later(session: Session, reminder: CallerReminder, *, clock: Clock) -> None:
    """Of a visit there is no later: it was told, and stays so."""
    try:
        later(session, reminder_id=reminder.id, at=None, clock=clock)
    except MomentPassed:
        return
