"""Tickets that belong together: duplicates merged into one, others of the same caller linked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base
from hotline.tickets.errors import AlreadyLinked, LinkedToItself, MergedIntoItself
from hotline.tickets.locking import lock_both
from hotline.tickets.ticket import Ticket


class TicketLink(Base):
    """An unordered pair, kept once: the smaller identity first."""

    __tablename__ = "ticket_links"
    __table_args__ = (CheckConstraint("first_id < second_id", name="ck_ticket_links_order"),)

    first_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    second_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True, index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String)


def merge_tickets(session: Session, *, number: str, into: str, by: str, clock: Clock) -> Ticket:
    """Closes `number` as a duplicate; gives the ticket that goes on."""
    if number == into:
        raise MergedIntoItself(number)
    merged, surviving = lock_both(session, number=number, other=into)
    merged.merge_into(surviving, by=by, at=clock.now())
    return surviving


def link_tickets(session: Session, *, number: str, other: str, by: str, clock: Clock) -> Ticket:
    if number == other:
        raise LinkedToItself(number)
    ticket, to = lock_both(session, number=number, other=other)
    first, second = sorted((ticket.id, to.id))
    if session.get(TicketLink, (first, second)) is not None:
        raise AlreadyLinked(number, other=other)
    session.add(TicketLink(first_id=first, second_id=second, at=clock.now(), by=by))
    ticket.note_link(to.number, by=by, at=clock.now())
    to.note_link(ticket.number, by=by, at=clock.now())
    return ticket


def linked_tickets(session: Session, *, ticket: Ticket) -> Sequence[Ticket]:
    """Newest first."""
    pairs = session.scalars(
        select(TicketLink).where(or_(TicketLink.first_id == ticket.id, TicketLink.second_id == ticket.id))
    )
    others = [pair.second_id if pair.first_id == ticket.id else pair.first_id for pair in pairs]
    return session.scalars(
        select(Ticket).where(Ticket.id.in_(others)).order_by(Ticket.opened_at.desc())
    ).all()


def merged_tickets(session: Session, *, ticket: Ticket) -> Sequence[Ticket]:
    """Those that were merged into this one, oldest first."""
    into_this = select(Ticket).where(Ticket.merged_into == ticket.number).order_by(Ticket.opened_at)
    return session.scalars(into_this).all()


def conversations_of(session: Session, *, ticket: Ticket) -> tuple[str, ...]:
    """Its own conversation first, then those of the tickets merged into it, each once."""
    merged = (one.conversation_id for one in merged_tickets(session, ticket=ticket))
    return tuple(dict.fromkeys((ticket.conversation_id, *merged)))
