"""What was asked and not answered in a span, in the callers' own words: read in a stream, kept nowhere."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.conversations import Direction, Message, Missed
from hotline.digest.contact import Contact
from hotline.digest.questions import LONGER
from hotline.digest.reading import contacts_of
from hotline.safety import TriageGrade
from hotline.spans import Span
from hotline.tickets import EventKind, Ticket, TicketEvent, TicketKind
from hotline.tickets.rating import is_satisfied

_PAGE = 200
"""Contacts whose words are read at once."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    at: datetime
    text: str
    missed: Missed | None


def unanswered_of(session: Session, *, span: Span, as_of: datetime) -> Iterator[Unanswered]:
    """Of every contact that began in the span; no emergency's words, and none that were forgotten."""
    contacts = (one for one in contacts_of(session, span=span, as_of=as_of) if not one.is_emergency)
    while page := list(islice(contacts, _PAGE)):
        said, disliked = _said(session, page), _disliked(session, page, as_of=as_of)
        for contact in page:
            own = [
                one for one in said[contact.conversation_id] if contact.begun_at <= one.at <= contact.ended_at
            ]
            yield from _lacking(contact, own, disliked=disliked)


def _lacking(contact: Contact, own: Sequence[_Said], *, disliked: frozenset[str]) -> Iterator[Unanswered]:
    """What search missed is told message by message; else all that was asked before a person had to."""
    overall = _overall(contact, disliked=disliked)
    missed_any = any(one.missed for one in own)
    for place, one in enumerate(own):
        why = Lack(one.missed.value) if one.missed else None
        if why is None and not missed_any and (place == 0 or len(one.text) > LONGER):
            why = overall
        if why and one.text:
            yield Unanswered(
                contact=f"{contact.conversation_id} {contact.begun_at.isoformat()}",
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


def _said(session: Session, page: Sequence[Contact]) -> dict[str, list[_Said]]:
    rows = select(Message.conversation_id, Message.at, Message.text, Message.missed).where(
        Message.conversation_id.in_(sorted({one.conversation_id for one in page})),
        Message.direction == Direction.IN,
        Message.grade != TriageGrade.EMERGENCY,
        Message.forgotten_at.is_(None),
        Message.at >= min(one.begun_at for one in page),
        Message.at <= max(one.ended_at for one in page),
    )
    found: dict[str, list[_Said]] = defaultdict(list)
    for conversation, at, text, missed in session.execute(rows.order_by(Message.at, Message.id)):
        found[conversation].append(_Said(at=at, text=text.strip(), missed=missed))
    return found


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
