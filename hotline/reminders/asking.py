"""A reminder is made or moved: never two of the same matter."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.identity import bound_phone
from hotline.phone import plain_number
from hotline.reminders.errors import MomentPassed, TooFarAhead
from hotline.reminders.matters import Whom, in_same_talk, made, matter_of, on_same_day
from hotline.reminders.preference import find_means, prefer
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.rules import rules
from hotline.reminders.vocabulary import ReminderKind, ReminderMeans
from hotline.tickets import CALLER, HOTLINE, Ticket, get_ticket


def remind(
    session: Session,
    *,
    kind: ReminderKind,
    conversation_id: str,
    ticket_number: str | None,
    at: datetime,
    facts: Mapping[str, str],
    clock: Clock,
    channel: str = "",
    phone: str | None = None,
    asked_by: str = HOTLINE,
    matter: str | None = None,
    not_after: datetime | None = None,
) -> CallerReminder:
    """Tells the caller at that moment, or before the quiet hours where the morning would be too late.

    Of a matter that has one already, that one is moved. Channel and number are the ticket's, if any.
    `not_after`: from then on it is told no more. Who asks for it himself is reminded again, though he had
    stopped all. Raises MomentPassed, TooFarAhead, NoSuchTicket.
    """
    ticket = get_ticket(session, number=ticket_number) if ticket_number else None
    whom = _whom(session, ticket, conversation_id=conversation_id, channel=channel, phone=phone)
    due, last = _moments(kind, at=at, not_after=not_after, clock=clock)
    named = matter or matter_of(kind, due)
    reminder = in_same_talk(session, whom, matter=named)
    if reminder is None and matter is None:
        reminder = on_same_day(session, whom, matter=named)
    if reminder is None:
        reminder = made(session, kind, whom, matter=named, due=due, last=last, clock=clock)
    reminder.wait_for(due, good_until=last)
    reminder.facts, reminder.asked_by, reminder.asked_at = dict(facts), asked_by, clock.now()
    if asked_by == CALLER:
        _again(session, whom, clock=clock)
    session.flush()
    return reminder


def _whom(
    session: Session, ticket: Ticket | None, *, conversation_id: str, channel: str, phone: str | None
) -> Whom:
    number = phone or (ticket.phone if ticket else None)
    number = number or bound_phone(session, conversation_id=conversation_id)
    return Whom(
        conversation_id=conversation_id,
        channel=channel or (ticket.channel if ticket else ""),
        phone=plain_number(number or "") or None,
        ticket_number=ticket.number if ticket else None,
    )


def _moments(
    kind: ReminderKind, *, at: datetime, not_after: datetime | None, clock: Clock
) -> tuple[datetime, datetime]:
    now = clock.now()
    last = min(at + rules().kinds[kind].good_for, not_after or datetime.max.replace(tzinfo=at.tzinfo))
    due = rules().permitted(at, good_until=last)
    if not now <= due < last:
        raise MomentPassed
    if due > now + rules().most_ahead:
        raise TooFarAhead
    return due, last


def _again(session: Session, whom: Whom, *, clock: Clock) -> None:
    if find_means(session, conversation_id=whom.conversation_id, phone=whom.phone) is ReminderMeans.NONE:
        prefer(
            session,
            conversation_id=whom.conversation_id,
            phone=whom.phone,
            means=None,
            by=CALLER,
            clock=clock,
        )
