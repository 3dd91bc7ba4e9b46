"""What is known already of whoever is calling."""

from collections.abc import Sequence

from sqlalchemy import select

from desk.desk import Desk
from hotline.database import StorageUnavailable
from hotline.phone import plain_number
from hotline.tickets import NoSuchTicket, Ticket, tickets_of_phone

MOST_EARLIER = 5
_SHORTEST = 7


def earlier_tickets(desk: Desk, phone: str) -> Sequence[Ticket] | None:
    """Newest first; None where nobody can say."""
    number = plain_number(phone)
    if len(number) < _SHORTEST:
        return ()
    try:
        with desk.database.reading() as session:
            return tickets_of_phone(session, phone=number)[:MOST_EARLIER]
    except StorageUnavailable:
        return None


def ticket_of_call(desk: Desk, conversation_id: str) -> str:
    """Raises NoSuchTicket, StorageUnavailable."""
    with desk.database.reading() as session:
        of_call = select(Ticket.number).where(Ticket.conversation_id == conversation_id)
        number = session.scalar(of_call.order_by(Ticket.opened_at.desc()).limit(1))
    if number is None:
        raise NoSuchTicket(conversation_id)
    return number
