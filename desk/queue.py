"""The queue as a nurse reads it: every ticket that waits, and what she may narrow it to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.tickets import Standing, Ticket, TicketState, queue

MOST_OPEN = 500
"""The gravest and the soonest due are kept; the page says so when there are more."""
_MOST_CLOSED = 100


class View(StrEnum):
    """What the queue is narrowed to; the values are part of the addresses."""

    OPEN = "open"
    MINE = "mine"
    UNACCEPTED = "unaccepted"
    DUE_SOON = "due_soon"
    BREACHED = "breached"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """`counts` by view, of the open ones; `more` where not every open ticket was read."""

    view: View
    tickets: Sequence[Ticket]
    counts: Mapping[View, int]
    more: bool


def read_view(text: str | None) -> View:
    return View(text) if text in set(View) else View.OPEN


def read_queue(session: Session, *, view: View, me: str, now: datetime) -> QueuePage:
    waiting = queue(session, limit=MOST_OPEN + 1)
    more, waiting = len(waiting) > MOST_OPEN, waiting[:MOST_OPEN]
    views = {chosen: [t for t in waiting if belongs(t, me, now)] for chosen, belongs in _BELONGS.items()}
    return QueuePage(
        view=view,
        tickets=_closed(session) if view is View.CLOSED else views[view],
        counts={chosen: len(tickets) for chosen, tickets in views.items()},
        more=more,
    )


def _closed(session: Session) -> Sequence[Ticket]:
    newest = (
        select(Ticket)
        .where(Ticket.state == TicketState.CLOSED)
        .order_by(Ticket.closed_at.desc())
        .limit(_MOST_CLOSED)
    )
    return session.scalars(newest).all()


def _is_mine(ticket: Ticket, me: str, _now: datetime) -> bool:
    return me in {ticket.assignee, ticket.first_contact, ticket.handover_to}


def _is_due_soon(ticket: Ticket, _me: str, now: datetime) -> bool:
    return ticket.standing(now) is Standing.DUE_SOON


def _is_breached(ticket: Ticket, _me: str, now: datetime) -> bool:
    return ticket.standing(now).is_breached


_BELONGS: Mapping[View, Callable[[Ticket, str, datetime], bool]] = {
    View.OPEN: lambda _ticket, _me, _now: True,
    View.MINE: _is_mine,
    View.UNACCEPTED: lambda ticket, _me, _now: ticket.state is TicketState.OPENED,
    View.DUE_SOON: _is_due_soon,
    View.BREACHED: _is_breached,
}
