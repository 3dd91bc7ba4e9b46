"""Which reminders are somebody's, a ticket's, or were told just now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hotline.conversations import Direction, Message
from hotline.database import matches
from hotline.phone import plain_number
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.rules import rules
from hotline.reminders.vocabulary import ReminderState
from hotline.tickets import Ticket


def open_reminders(
    session: Session, *, conversation_id: str, phone: str | None = None
) -> list[CallerReminder]:
    """Everything that may still come of this conversation, or goes to this number; the next first."""
    theirs = _theirs(conversation_id, phone)
    is_open = CallerReminder.state.in_([state for state in ReminderState if state.is_open])
    found = select(CallerReminder).where(theirs, is_open)
    return list(session.scalars(found.order_by(CallerReminder.due_at, CallerReminder.id)))


def reminders_of_ticket(session: Session, *, number: str) -> Sequence[CallerReminder]:
    """Those of tickets merged into it too; what is still to come first, then what is over."""
    merged = select(Ticket.number).where((Ticket.number == number) | (Ticket.merged_into == number))
    of = select(CallerReminder).where(CallerReminder.ticket_number.in_(merged))
    return session.scalars(
        of.order_by(CallerReminder.over_at.is_not(None), CallerReminder.due_at, CallerReminder.id)
    ).all()


def told_just_now(
    session: Session, *, conversation_id: str, phone: str | None, now: datetime
) -> CallerReminder | None:
    """The last that he was told and has not answered; None where it is too long ago."""
    recent = (CallerReminder.state == ReminderState.TOLD) & (
        CallerReminder.told_at >= now - rules().replies_within
    )
    found = select(CallerReminder).where(_theirs(conversation_id, phone), recent)
    return session.scalars(found.order_by(CallerReminder.told_at.desc(), CallerReminder.id)).first()


def has_spoken_since(session: Session, *, conversation_id: str, at: datetime) -> bool:
    """Whether he said something here after that instant: then a short word is about that."""
    said = (Message.conversation_id == conversation_id) & (Message.direction == Direction.IN)
    return session.scalar(select(Message.id).where(said, Message.at > at).limit(1)) is not None


def _theirs(conversation_id: str, phone: str | None) -> ColumnElement[bool]:
    theirs: ColumnElement[bool] = (CallerReminder.conversation_id == conversation_id) | (
        CallerReminder.told_in == conversation_id
    )
    if dialled := plain_number(phone or ""):
        theirs |= matches(CallerReminder.phone_hash, dialled)
    return theirs
