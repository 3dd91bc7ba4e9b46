"""The rows of timers agree with their ticket: whatever is recorded of a ticket, they are kept with it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from hotline.follow_up.pace import shipped_pace
from hotline.follow_up.planning import Plan, plans_for
from hotline.follow_up.reading import facts_of
from hotline.follow_up.timer import Timer
from hotline.follow_up.vocabulary import TimerKind, TimerOutcome
from hotline.tickets import Ticket, TicketEvent, get_ticket


def plan_timers(session: Session, *, ticket: Ticket) -> None:
    """Plans, moves and cancels until the rows are what the ticket asks for; again changes nothing."""
    timers = timers_of(session, ticket=ticket)
    plans = list(plans_for(facts_of(ticket, timers), pace=shipped_pace()))
    _follow(session, ticket, timers=timers, plans=plans)
    for timer in timers:
        if timer.is_planned and not _is_wanted(timer, ticket, plans):
            timer.cancel(TimerOutcome.NOT_DUE_ANY_MORE, at=_last_at(ticket))
    if ticket.merged_into is not None:
        _move_reminders(session, timers, into=ticket.merged_into)


def timers_of(session: Session, *, ticket: Ticket) -> Sequence[Timer]:
    """In the order in which they are due; none for a ticket that is only now being written."""
    if not inspect(ticket).persistent:
        return []
    own = select(Timer).where(Timer.ticket_id == ticket.id).order_by(Timer.due_at, Timer.id)
    with session.no_autoflush:
        return session.scalars(own).all()


def _follow(session: Session, ticket: Ticket, *, timers: Iterable[Timer], plans: Iterable[Plan]) -> None:
    known = {timer.key: timer for timer in timers}
    for plan in plans:
        timer = known.get((plan.kind, plan.occasion))
        if timer is None:
            session.add(Timer.of(plan, ticket=ticket))
        else:
            timer.follow(plan)


def _is_wanted(timer: Timer, ticket: Ticket, plans: Iterable[Plan]) -> bool:
    if timer.kind is TimerKind.REMINDER:
        return ticket.closed_at is None or ticket.merged_into is not None
    return any(timer.key == (plan.kind, plan.occasion) for plan in plans)


def _move_reminders(session: Session, timers: Iterable[Timer], *, into: str) -> None:
    """What somebody wanted to be reminded of goes on in the ticket that goes on."""
    reminders = [timer for timer in timers if timer.kind is TimerKind.REMINDER and timer.is_planned]
    if reminders:
        with session.no_autoflush:
            surviving = get_ticket(session, number=into)
        for reminder in reminders:
            reminder.ticket = surviving


def _last_at(ticket: Ticket) -> datetime:
    return ticket.events[-1].at


def _keep_timers(session: Session, *_: Any) -> None:
    """No deed can forget its timers: they are planned where its event is written, in the same transaction."""
    changed = {new.ticket_id for new in session.new if isinstance(new, TicketEvent)}
    if not changed:
        return
    opened = {new.id: new for new in session.new if isinstance(new, Ticket)}
    for ticket_id in changed:
        ticket = opened.get(ticket_id) or session.get(Ticket, ticket_id)
        if ticket is not None:
            plan_timers(session, ticket=ticket)


event.listen(Session, "before_flush", _keep_timers)
