"""Tickets from before there were timers get theirs, one at a time."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from hotline.follow_up.keeping import plan_timers
from hotline.follow_up.timer import Timer
from hotline.tickets import Ticket


def plan_one_forgotten_ticket(session: Session) -> bool:
    """Whether there was one: a ticket that still owes news always has a timer."""
    owes_news = Ticket.closed_at.is_(None) & Ticket.fed_back_at.is_(None) & Ticket.breached_at.is_(None)
    forgotten = (
        select(Ticket)
        .where(owes_news, ~exists().where(Timer.ticket_id == Ticket.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .options(selectinload(Ticket.events))
    )
    ticket = session.scalar(forgotten)
    if ticket is None:
        return False
    plan_timers(session, ticket=ticket)
    session.flush()
    return True
