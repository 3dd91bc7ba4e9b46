"""What was asked and not answered in a span, in the callers' own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.conversations import Missed
from hotline.digest.contact import Contact
from hotline.digest.reading import contacts_of
from hotline.digest.said import Said, said_in
from hotline.spans import Span
from hotline.tickets import EventKind, Ticket, TicketEvent, TicketKind
from hotline.tickets.rating import is_satisfied

_PAGE = 200
"""Contacts whose tickets are looked at together."""

_OWED = frozenset({TicketKind.QUESTION, TicketKind.HANDOFF})
"""Tickets that stand for an answer; a visit or a complaint is no gap in what we know."""


class Lack(StrEnum):
    """Why a question belongs to the gaps; the first three are those of `Missed`."""

    UNCOVERED = Missed.UNCOVERED.value
    ABSTAINED = Missed.ABSTAINED.value
    UNAVAILABLE = Missed.UNAVAILABLE.value
    BADLY_RATED = "badly_rated"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """One message; `contact` is the same for all of a contact, as in `Question`."""

    contact: str
    conversation_id: str
    at: datetime
    text: str
    why: Lack


def unanswered_of(session: Session, *, span: Span, as_of: datetime) -> Iterator[Unanswered]:
    """Of every contact that began in the span, as `said_in` reads them."""
    read = said_in(session, contacts_of(session, span=span, as_of=as_of, follows=False))
    while page := list(islice(read, _PAGE)):
        disliked = _disliked(session, [contact for contact, _ in page], as_of=as_of)
        for contact, said in page:
            yield from _lacking(contact, said, disliked=disliked)


def _lacking(contact: Contact, said: Sequence[Said], *, disliked: frozenset[str]) -> Iterator[Unanswered]:
    """What search missed is told message by message; else all that was asked before a person had to."""
    overall = None if any(one.missed for one in said) else _overall(contact, disliked=disliked)
    for one in said:
        why = Lack(one.missed.value) if one.missed else overall if one.tells_need else None
        if why and one.text:
            yield Unanswered(
                contact=contact.key,
                conversation_id=contact.conversation_id,
                at=one.at,
                text=one.text,
                why=why,
            )


def _overall(contact: Contact, *, disliked: frozenset[str]) -> Lack | None:
    if any(one.number in disliked for one in contact.opened):
        return Lack.BADLY_RATED
    owed = bool(contact.asked) or any(one.kind in _OWED for one in contact.opened)
    return Lack.NOT_ANSWERED if owed and not contact.entries else None


def _disliked(session: Session, page: Sequence[Contact], *, as_of: datetime) -> frozenset[str]:
    """Numbers of the page's tickets whose patient was not content, the first judgement or a later one."""
    numbers = sorted(one.number for contact in page for one in contact.opened)
    judged = (
        select(Ticket.number, TicketEvent.data)
        .join(TicketEvent, TicketEvent.ticket_id == Ticket.id)
        .where(Ticket.number.in_(numbers), TicketEvent.kind == EventKind.RATED, TicketEvent.at <= as_of)
    )
    return frozenset(
        number
        for number, data in session.execute(judged)
        if not is_satisfied(solved=bool(data["solved"]), score=int(data["score"]))
    )
