"""The queue as a nurse reads it: every ticket that waits, and what she may narrow it to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.staff import StaffMember
from hotline.tickets import Standing, Ticket, TicketEvent, TicketState, queue

MOST_OPEN = 500
"""The gravest and the soonest due are kept; the page says so when there are more."""
_MOST_CLOSED = 100


class View(StrEnum):
    """What the queue is narrowed to; the values are part of the addresses."""

    OPEN = "open"
    MINE = "mine"
    MY_DEPARTMENT = "my_department"
    UNACCEPTED = "unaccepted"
    DUE_SOON = "due_soon"
    BREACHED = "breached"
    WAITING = "waiting"
    REOPENED = "reopened"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """`counts` by view, of the open ones; `more` where not every open ticket was read.

    `news` counts, by ticket, what its first contact, who is `me`, has not seen yet.
    """

    view: View
    views: tuple[View, ...]
    tickets: Sequence[Ticket]
    counts: Mapping[View, int]
    news: Mapping[UUID, int]
    more: bool


def read_view(text: str | None) -> View:
    return View(text) if text in set(View) else View.OPEN


def read_queue(session: Session, *, view: View, member: StaffMember, now: datetime) -> QueuePage:
    waiting = queue(session, limit=MOST_OPEN + 1)
    more, waiting = len(waiting) > MOST_OPEN, waiting[:MOST_OPEN]
    views = {chosen: [t for t in waiting if belongs(t, member, now)] for chosen, belongs in _BELONGS.items()}
    return QueuePage(
        view=view,
        views=tuple(one for one in View if one is not View.MY_DEPARTMENT or member.department),
        tickets=_closed(session) if view is View.CLOSED else views[view],
        counts={chosen: len(tickets) for chosen, tickets in views.items()},
        news=read_news(session, me=member.username),
        more=more,
    )


def read_news(session: Session, *, me: str) -> Mapping[UUID, int]:
    """In one question for all tickets: their histories stay unread."""
    unseen = (
        select(TicketEvent.ticket_id, func.count())
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(Ticket.first_contact == me, TicketEvent.seq > Ticket.seen_seq, TicketEvent.by != me)
        .group_by(TicketEvent.ticket_id)
    )
    return dict(session.execute(unseen).all())


def _closed(session: Session) -> Sequence[Ticket]:
    newest = (
        select(Ticket)
        .where(Ticket.state == TicketState.CLOSED)
        .order_by(Ticket.closed_at.desc())
        .limit(_MOST_CLOSED)
    )
    return session.scalars(newest).all()


def _is_mine(ticket: Ticket, member: StaffMember, _now: datetime) -> bool:
    return member.username in {ticket.assignee, ticket.first_contact, ticket.handover_to}


def _is_of_my_department(ticket: Ticket, member: StaffMember, _now: datetime) -> bool:
    return member.department is not None and member.department in {ticket.department, *ticket.assisting}


def _is_due_soon(ticket: Ticket, _member: StaffMember, now: datetime) -> bool:
    """A new time that was told is warned of as early as the promised one."""
    standing = ticket.standing(now)
    if standing is Standing.DELAYED:
        return ticket.last_due_at - now <= ticket.feedback_due_at - ticket.due_soon_at
    return standing is Standing.DUE_SOON


def _is_breached(ticket: Ticket, _member: StaffMember, now: datetime) -> bool:
    return ticket.standing(now).is_breached


def _waits_for_patient(ticket: Ticket, _member: StaffMember, _now: datetime) -> bool:
    """Our turn is over: the patient has been told and may say whether it helped."""
    return ticket.state in {TicketState.FED_BACK, TicketState.RESOLVED}


_BELONGS: Mapping[View, Callable[[Ticket, StaffMember, datetime], bool]] = {
    View.OPEN: lambda _ticket, _member, _now: True,
    View.MINE: _is_mine,
    View.MY_DEPARTMENT: _is_of_my_department,
    View.UNACCEPTED: lambda ticket, _member, _now: ticket.state is TicketState.OPENED,
    View.DUE_SOON: _is_due_soon,
    View.BREACHED: _is_breached,
    View.WAITING: _waits_for_patient,
    View.REOPENED: lambda ticket, _member, _now: ticket.reopened_at is not None,
}
