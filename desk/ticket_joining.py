"""Which other tickets may be of the same matter: those of the same telephone or conversation first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.tickets import Ticket, TicketState, linked_tickets, merged_tickets, tickets_of_phone

MOST_CANDIDATES = 6


class Kinship(StrEnum):
    """What two tickets have in common."""

    CONVERSATION = "conversation"
    PHONE = "phone"
    LINKED = "linked"
    MERGED = "merged"


@dataclass(frozen=True, kw_only=True)
class Kin:
    """Another ticket, and why it is named here."""

    ticket: Ticket
    why: Kinship

    @property
    def is_open(self) -> bool:
        return self.ticket.state is not TicketState.CLOSED


@dataclass(frozen=True, kw_only=True)
class Joined:
    """`known` are joined with the ticket already; `candidates` might be."""

    known: tuple[Kin, ...]
    candidates: tuple[Kin, ...]

    @property
    def mergeable(self) -> tuple[Kin, ...]:
        return tuple(kin for kin in self.candidates if kin.is_open)


def read_joined(session: Session, *, ticket: Ticket) -> Joined:
    merged = merged_tickets(session, ticket=ticket)
    linked = linked_tickets(session, ticket=ticket)
    known = (
        *(Kin(ticket=one, why=Kinship.MERGED) for one in merged),
        *(Kin(ticket=one, why=Kinship.LINKED) for one in linked),
    )
    apart = {ticket.number, *(kin.ticket.number for kin in known)}
    found = {kin.ticket.number: kin for kin in reversed(list(_akin(session, ticket)))}
    candidates = [kin for kin in found.values() if kin.ticket.number not in apart]
    newest = sorted(candidates, key=lambda kin: kin.ticket.opened_at, reverse=True)
    return Joined(known=known, candidates=tuple(newest[:MOST_CANDIDATES]))


def _akin(session: Session, ticket: Ticket) -> Iterator[Kin]:
    """The nearer kinship first."""
    for one in _of_conversation(session, ticket):
        yield Kin(ticket=one, why=Kinship.CONVERSATION)
    for one in tickets_of_phone(session, phone=ticket.phone) if ticket.phone else ():
        if one.merged_into is None:
            yield Kin(ticket=one, why=Kinship.PHONE)


def _of_conversation(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    same = select(Ticket).where(
        Ticket.conversation_id == ticket.conversation_id, Ticket.merged_into.is_(None)
    )
    return session.scalars(same).all()
