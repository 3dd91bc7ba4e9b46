"""Finding a ticket by what a caller can say: its number, the telephone number or the progress code."""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.numbers import ticket_number
from hotline.phone import plain_number
from hotline.tickets import Ticket, tickets_of_phone

LONGEST_SEARCH = 40
_MOST_FOUND = 50
_CODE = re.compile(r"\d{6}")
_NUMBER = re.compile(r"\d{6}-\d{4}")
_SHORTEST_PHONE = 7


def find_tickets(session: Session, *, wanted: str) -> Sequence[Ticket]:
    """Newest first. The telephone number is looked up by its hash: no other number is read."""
    text = unicodedata.normalize("NFKC", wanted).strip()
    if _NUMBER.fullmatch(ticket_number(text)):
        found = _where(session, number=ticket_number(text))
        if found:
            return found
    plain = plain_number(text)
    if _CODE.fullmatch(plain):
        return _where(session, progress_code=plain)
    return tickets_of_phone(session, phone=plain)[:_MOST_FOUND] if len(plain) >= _SHORTEST_PHONE else ()


def _where(session: Session, **known: str) -> Sequence[Ticket]:
    newest = select(Ticket).filter_by(**known).order_by(Ticket.opened_at.desc())
    return session.scalars(newest.limit(_MOST_FOUND)).all()
