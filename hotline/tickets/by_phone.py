"""Every ticket of one telephone number, found without reading any other number."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.database import matches
from hotline.phone import plain_number
from hotline.tickets.ticket import Ticket


def tickets_of_phone(session: Session, *, phone: str) -> Sequence[Ticket]:
    """Newest first."""
    same = matches(Ticket.phone_hash, plain_number(phone))
    return session.scalars(select(Ticket).where(same).order_by(Ticket.opened_at.desc())).all()
