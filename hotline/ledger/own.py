"""What a proven number is good for: his tickets carry it, and he may see them without a code."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hotline.database import matches
from hotline.identity import bound_phone
from hotline.tickets import Ticket, TicketProgress, TicketRequest, TicketState
from hotline.tickets.progress import SHOWN_AFTER_CLOSING, progress_of

_MOST = 5


def with_bound_phone(session: Session, request: TicketRequest) -> TicketRequest:
    """Who left no number is reached by the one he bound."""
    if request.phone is not None:
        return request
    return replace(request, phone=bound_phone(session, conversation_id=request.conversation_id))


def own_progress(session: Session, *, conversation_id: str, now: datetime) -> Sequence[TicketProgress]:
    """Open tickets of the last ninety days, of the number bound here or this conversation; the newest five.

    None of them where no number is bound: then the conversation proves nothing but itself.
    """
    phone = bound_phone(session, conversation_id=conversation_id)
    if phone is None:
        return ()
    theirs = or_(matches(Ticket.phone_hash, phone), Ticket.conversation_id == conversation_id)
    still = (Ticket.state != TicketState.CLOSED) & Ticket.merged_into.is_(None)
    lately = Ticket.opened_at > now - SHOWN_AFTER_CLOSING
    found = select(Ticket).where(theirs, still, lately).order_by(Ticket.opened_at.desc()).limit(_MOST)
    return [progress_of(session, ticket=ticket, now=now) for ticket in session.scalars(found)]
