"""Who hears at once of a deed: its letters are written in the transaction of the deed itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from hotline.clock import ClockAt
from hotline.follow_up.deciding import Post, ToStaff
from hotline.follow_up.telling import tell_staff
from hotline.notifications import NoticeKind
from hotline.staff import StaffMember
from hotline.tickets import HOTLINE, EventKind, Ticket, TicketEvent


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """`names` are facts of the letter whose values are user names."""

    letter: ToStaff
    names: Mapping[str, str] = field(default_factory=dict)


def announcements(ticket: Ticket, new: Sequence[TicketEvent]) -> Iterator[Announcement]:
    """To whom a ticket was handed or given back, to whoever must decide now, and to the first contact.

    What the hotline itself does is told by its timers.
    """
    for one in new:
        if one.kind is EventKind.HANDED_OVER:
            yield _to(one.data["to"], NoticeKind.HANDED_OVER, names={"from": one.by})
        elif one.kind is EventKind.HANDOVER_RETURNED:
            yield from _returned(ticket, one)
    if _is_first_news(ticket, new):
        yield _to(ticket.first_contact, NoticeKind.NEWS)


def _returned(ticket: Ticket, one: TicketEvent) -> Iterator[Announcement]:
    yield _to(ticket.assignee, NoticeKind.RETURNED, names={"by": one.by})
    if ticket.manager_decides:
        yield _to(None, NoticeKind.DECIDE, otherwise=Post.MANAGERS)


def _is_first_news(ticket: Ticket, new: Sequence[TicketEvent]) -> bool:
    """One letter until the first contact has looked, whatever else happens meanwhile."""
    others = [one for one in ticket.news_for_first_contact if one.by != HOTLINE]
    return bool(others) and all(one in new for one in others) and ticket.first_contact != ticket.handover_to


def _to(
    username: str | None,
    kind: NoticeKind,
    *,
    otherwise: Post = Post.NURSES,
    names: Mapping[str, str] | None = None,
) -> Announcement:
    letter = ToStaff(kind=kind, usernames=(username,) if username else (), otherwise=otherwise)
    return Announcement(letter=letter, names=names or {})


def _announce(session: Session, *_: Any) -> None:
    written: dict[Any, list[TicketEvent]] = {}
    for new in session.new:
        if isinstance(new, TicketEvent):
            written.setdefault(new.ticket_id, []).append(new)
    for ticket_id, events in written.items():
        ticket = session.get(Ticket, ticket_id)
        if ticket is not None:  # one that is only now being opened has nobody to be told yet
            _tell(session, ticket, events)


def _tell(session: Session, ticket: Ticket, events: Sequence[TicketEvent]) -> None:
    for one in announcements(ticket, events):
        names = {fact: _name(session, username) for fact, username in one.names.items()}
        tell_staff(session, ticket, one.letter, names=names, clock=ClockAt(events[-1].at))


def _name(session: Session, username: str) -> str:
    member = session.get(StaffMember, username)
    return member.display_name if member else username


event.listen(Session, "before_flush", _announce)
