"""Which other tickets may be of the same matter: those of the same telephone or conversation first."""

from collections.abc import Iterable, Iterator, Sequence
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
    """`known` are joined with the ticket already; `linkable` and `mergeable` might be, newest first."""

    known: tuple[Kin, ...]
    linkable: tuple[Kin, ...]
    mergeable: tuple[Kin, ...]


def read_joined(session: Session, *, ticket: Ticket) -> Joined:
    merged = _kin(merged_tickets(session, ticket=ticket), Kinship.MERGED)
    linked = _kin(linked_tickets(session, ticket=ticket), Kinship.LINKED)
    apart = {kin.ticket.number for kin in linked}
    akin = [kin for kin in _akin(session, ticket) if kin.ticket.number != ticket.number]
    return Joined(
        known=(*merged, *linked),
        linkable=_newest(kin for kin in akin if kin.ticket.number not in apart),
        mergeable=_newest(kin for kin in (*akin, *linked) if kin.is_open),
    )


def _kin(tickets: Iterable[Ticket], why: Kinship) -> tuple[Kin, ...]:
    return tuple(Kin(ticket=one, why=why) for one in tickets)


def _newest(kin: Iterable[Kin]) -> tuple[Kin, ...]:
    """Each ticket once, under the first kinship named."""
    once: dict[str, Kin] = {}
    for one in kin:
        once.setdefault(one.ticket.number, one)
    newest = sorted(once.values(), key=lambda one: one.ticket.opened_at, reverse=True)
    return tuple(newest[:MOST_CANDIDATES])


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
