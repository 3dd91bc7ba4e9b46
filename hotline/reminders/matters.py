"""What a reminder is about, so that there is one of each: by name, or by kind and day."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import installed_keyring
from hotline.hospital_time import hospital_day
from hotline.reminders.looking import open_reminders
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.vocabulary import ReminderKind, ReminderState
from hotline.tickets import HOTLINE


@dataclass(frozen=True, kw_only=True)
class Whom:
    """Who is reminded, and where he is written to."""

    conversation_id: str
    channel: str
    phone: str | None
    ticket_number: str | None


def matter_of(kind: ReminderKind, due: datetime) -> str:
    return f"{kind.value}:{hospital_day(due)}"


def in_same_talk(session: Session, whom: Whom, *, matter: str) -> CallerReminder | None:
    """Whatever became of it."""
    same = (CallerReminder.conversation_id == whom.conversation_id) & (CallerReminder.matter == matter)
    return session.scalars(select(CallerReminder).where(same).with_for_update()).one_or_none()


def on_same_day(session: Session, whom: Whom, *, matter: str) -> CallerReminder | None:
    """Asked for again in another talk, by telephone twice say: one that waits for the same day."""
    waiting = open_reminders(session, conversation_id=whom.conversation_id, phone=whom.phone)
    return next(
        (
            one
            for one in waiting
            if one.state is ReminderState.WAITING and matter_of(one.kind, one.due_at) == matter
        ),
        None,
    )


def made(
    session: Session,
    kind: ReminderKind,
    whom: Whom,
    *,
    matter: str,
    due: datetime,
    last: datetime,
    clock: Clock,
) -> CallerReminder:
    """A new row; the other's where another replica was quicker."""
    reminder = CallerReminder(
        id=uuid4(),
        kind=kind,
        state=ReminderState.WAITING,
        conversation_id=whom.conversation_id,
        matter=matter,
        channel=whom.channel,
        ticket_number=whom.ticket_number,
        phone=whom.phone,
        phone_hash=installed_keyring().lookup_hash(whom.phone) if whom.phone else None,
        facts={},
        asked_by=HOTLINE,
        asked_at=clock.now(),
        due_at=due,
        look_at=due,
        good_until=last,
        put_off=0,
        tries=0,
    )
    try:
        with session.begin_nested():
            session.add(reminder)
    except IntegrityError:
        other = in_same_talk(session, whom, matter=matter)
        if other is None:
            raise
        return other
    return reminder
