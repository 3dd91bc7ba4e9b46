"""Where a caller is reached, and how he is told that something waits when nothing may be written to him."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.messaging.vocabulary import Way
from hotline.tickets import Ticket


def number_on_ticket(session: Session, conversation_id: str) -> str | None:
    """The one he left last."""
    of_conversation = select(Ticket.phone).where(Ticket.conversation_id == conversation_id)
    known = of_conversation.where(Ticket.phone.is_not(None))
    return session.scalar(known.order_by(Ticket.opened_at.desc()).limit(1))


def _nobody_asks(_session: Session, _conversation_id: str, _at: datetime) -> None:
    """Where nobody keeps who follows us."""


@dataclass(frozen=True, kw_only=True)
class Ways:
    """`address_of` gives None where the caller is unknown or follows us no more; `left` notes that.

    `templates` and `sms` say whether these ways are set up.
    """

    address_of: Callable[[Session, str], str | None]
    number_of: Callable[[Session, str], str | None] = number_on_ticket
    left: Callable[[Session, str, datetime], None] = _nobody_asks
    templates: bool = False
    sms: bool = False

    def best(self, session: Session, conversation_id: str) -> Way:
        if self.templates and self.address_of(session, conversation_id):
            return Way.TEMPLATE
        return self.without_template(session, conversation_id)

    def without_template(self, session: Session, conversation_id: str) -> Way:
        has_number = self.sms and self.number_of(session, conversation_id)
        return Way.SMS if has_number and ticket_of(session, conversation_id) else Way.CALL


def ticket_of(session: Session, conversation_id: str) -> Ticket | None:
    """The newest of the conversation: whoever holds it answers for what did not arrive."""
    of_conversation = select(Ticket).where(Ticket.conversation_id == conversation_id)
    return session.scalar(of_conversation.order_by(Ticket.opened_at.desc(), Ticket.id).limit(1))
