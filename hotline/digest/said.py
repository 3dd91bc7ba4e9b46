"""What callers said, in their own words: read in a stream beside their contacts, and kept nowhere else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.conversations import Direction, Message, Missed
from hotline.digest.contact import Contact
from hotline.safety import TriageGrade

_PAGE = 200
"""Contacts whose words are read at once."""

_LONGER = 6
"""After the first message only what is longer tells a need: the rest is yes, thanks and numbers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One message of a contact; it may have no words."""

    at: datetime
    text: str
    missed: Missed | None
    is_first: bool

    @property
    def tells_need(self) -> bool:
        return self.is_first or len(self.text) > _LONGER


def said_in(session: Session, contacts: Iterable[Contact]) -> Iterator[tuple[Contact, Sequence[Said]]]:
    """Each contact with what was said in it; no emergency's words, and none that were forgotten."""
    calm = (one for one in contacts if not one.is_emergency)
    while page := list(islice(calm, _PAGE)):
        rows = _rows(session, page)
        for contact in page:
            own = [row for row in rows[contact.conversation_id] if _is_in(contact, row[0])]
            yield (
                contact,
                [
                    Said(at=at, text=text.strip(), missed=missed, is_first=place == 0)
                    for place, (at, text, missed) in enumerate(own)
                ],
            )


_Row = tuple[datetime, str, Missed | None]


def _is_in(contact: Contact, at: datetime) -> bool:
    return contact.begun_at <= at <= contact.ended_at


def _rows(session: Session, page: Sequence[Contact]) -> dict[str, list[_Row]]:
    wanted = select(Message.conversation_id, Message.at, Message.text, Message.missed).where(
        Message.conversation_id.in_(sorted({one.conversation_id for one in page})),
        Message.direction == Direction.IN,
        Message.grade != TriageGrade.EMERGENCY,
        Message.forgotten_at.is_(None),
        Message.at >= min(one.begun_at for one in page),
        Message.at <= max(one.ended_at for one in page),
    )
    found: dict[str, list[_Row]] = defaultdict(list)
    for conversation, at, text, missed in session.execute(wanted.order_by(Message.at, Message.id)):
        found[conversation].append((at, text, missed))
    return found
