"""What callers asked in a span, in their own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.digest.reading import contacts_of
from hotline.digest.said import said_in
from hotline.spans import Span


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
    """Of every contact that began in the span, as `said_in` reads them."""
    contacts = contacts_of(session, span=span, as_of=as_of, follows=False)
    for contact, said in said_in(session, contacts):
        for one in said:
            if one.text and one.tells_need:
                yield Question(
                    contact=contact.key,
                    conversation_id=contact.conversation_id,
                    at=one.at,
                    text=one.text,
                    entries=contact.entries,
                    solved=contact.was_answered_at_once,
                )
