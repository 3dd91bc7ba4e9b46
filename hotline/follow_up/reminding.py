"""What a member of staff wants to be reminded of on a ticket."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.follow_up.planning import Plan
from hotline.follow_up.timer import Timer
from hotline.follow_up.vocabulary import TimerKind, TimerOutcome, TimerState
from hotline.staff import get_active_staff
from hotline.staff.member import plain_username
from hotline.tickets import DeedRefused, Ticket, TicketClosed, TicketState, lock_ticket


class ReminderPassed(DeedRefused):
    """A reminder is for a moment that is still to come."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the moment to be reminded at has passed")


class NoSuchReminder(DeedRefused):
    """This member of staff has no such reminder waiting on the ticket."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "there is no such reminder")


def remind_at(
    session: Session, *, number: str, by: str, at: datetime, note: str | None = None, clock: Clock
) -> Timer:
    """Tells `by` at that moment; ends with the ticket. Raises TicketClosed, ReminderPassed."""
    ticket = lock_ticket(session, number=number)
    member = get_active_staff(session, username=by)
    if ticket.state is TicketState.CLOSED:
        raise TicketClosed(number)
    if at <= clock.now():
        raise ReminderPassed(number)
    plan = Plan(kind=TimerKind.REMINDER, occasion=str(uuid4()), due_at=at)
    reminder = Timer.of(plan, ticket=ticket, staff=member.username, note=note)
    session.add(reminder)
    session.flush()
    return reminder


def withdraw_reminder(session: Session, *, number: str, reminder: UUID, by: str, clock: Clock) -> None:
    """Raises NoSuchReminder where it is somebody else's, or over."""
    ticket = lock_ticket(session, number=number)
    for mine in reminders_of(session, ticket=ticket, staff=by):
        if mine.id == reminder:
            mine.cancel(TimerOutcome.WITHDRAWN, at=clock.now())
            session.flush()
            return
    raise NoSuchReminder(number)


def reminders_of(session: Session, *, ticket: Ticket, staff: str) -> Sequence[Timer]:
    """Those still waiting, the next first."""
    waiting = _mine(ticket, staff).where(Timer.state == TimerState.PLANNED)
    return session.scalars(waiting.order_by(Timer.due_at)).all()


def told_reminders_of(session: Session, *, ticket: Ticket, staff: str, limit: int) -> Sequence[Timer]:
    """Those that came, the last first: the notice of one does not tell its note."""
    told = _mine(ticket, staff).where(Timer.state == TimerState.DONE)
    return session.scalars(told.order_by(Timer.due_at.desc()).limit(limit)).all()


def _mine(ticket: Ticket, staff: str) -> Select[Timer]:
    return select(Timer).where(
        Timer.ticket_id == ticket.id,
        Timer.kind == TimerKind.REMINDER,
        Timer.staff == plain_username(staff),
    )
