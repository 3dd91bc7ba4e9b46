"""What callers asked in a span, in their own words: read in a stream, and kept nowhere else."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.conversations import Direction, Message
from hotline.digest.contact import Contact
from hotline.digest.reading import contacts_of
from hotline.safety import TriageGrade
from hotline.spans import Span

_PAGE = 200
"""Contacts whose words are read at once."""

LONGER = 6
"""After the first message only what is longer tells a need: the rest is yes, thanks and numbers."""

_Said = list[tuple[datetime, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One message of a contact; `solved`: answered from what we know, and no person was needed."""

    contact: str
    conversation_id: str
    at: datetime
    text: str
    entries: tuple[str, ...]
    solved: bool


def questions_of(session: Session, *, span: Span, as_of: datetime) -> Iterator[Question]:
    """Of every contact that began in the span; no emergency's words, and none that were forgotten."""
    contacts = iter(contacts_of(session, span=span, as_of=as_of, follows=False))
    while page := list(islice(contacts, _PAGE)):
        said = _said(session, page)
        for contact in page:
            yield from _asked(contact, said[contact.conversation_id])


def _asked(contact: Contact, said: _Said) -> Iterator[Question]:
    if contact.is_emergency:
        return
    own = [(at, text) for at, text in said if contact.begun_at <= at <= contact.ended_at]
    for place, (at, text) in enumerate(own):
        if text and (place == 0 or len(text) > LONGER):
            yield Question(
                contact=f"{contact.conversation_id} {contact.begun_at.isoformat()}",
                conversation_id=contact.conversation_id,
                at=at,
                text=text,
                entries=contact.entries,
                solved=contact.was_answered_at_once,
            )


def _said(session: Session, page: Sequence[Contact]) -> dict[str, _Said]:
    rows = select(Message.conversation_id, Message.at, Message.text).where(
        Message.conversation_id.in_(sorted({one.conversation_id for one in page})),
        Message.direction == Direction.IN,
        Message.grade != TriageGrade.EMERGENCY,
        Message.forgotten_at.is_(None),
        Message.at >= min(one.begun_at for one in page),
        Message.at <= max(one.ended_at for one in page),
    )
    found: dict[str, _Said] = defaultdict(list)
    for conversation, at, text in session.execute(rows.order_by(Message.at, Message.id)):
        found[conversation].append((at, text.strip()))
    return found
