"""One ticket as its page shows it: the facts and what was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desk.names import Names, read_names
from desk.numbers import mentioned
from desk.words import Words
from hotline.appointments import Appointment, find_appointment
from hotline.conversations import Message, history
from hotline.tickets import EventKind, Standing, Ticket, TicketEvent, conversations_of, get_ticket

MOST_MESSAGES = 200


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One conversation; only the ticket's own and those of tickets merged into it are shown."""

    conversation_id: str
    messages: Sequence[Message]


@dataclass(frozen=True, kw_only=True)
class TicketPage:
    """`numbers` are other telephone numbers that were written in the conversations.

    `attempts` are all tries to reach the patient, newest first.
    """

    ticket: Ticket
    standing: Standing
    names: Names
    talks: tuple[Talk, ...]
    numbers: tuple[str, ...]
    attempts: tuple[TicketEvent, ...]
    appointment: Appointment | None

    @property
    def failed(self) -> int:
        return sum(event.kind is EventKind.NOT_REACHED for event in self.attempts)


def read_ticket_page(session: Session, *, number: str, words: Words, now: datetime) -> TicketPage:
    """Raises NoSuchTicket."""
    ticket = get_ticket(session, number=number)
    talks = tuple(_talks(session, ticket))
    written = mentioned([ticket.summary, *(message.text for talk in talks for message in talk.messages)])
    tried = [e for e in ticket.events if e.kind in {EventKind.NOT_REACHED, EventKind.FED_BACK}]
    return TicketPage(
        ticket=ticket,
        standing=ticket.standing(now),
        names=read_names(session, words=words),
        talks=talks,
        numbers=tuple(number for number in written if number != ticket.phone),
        attempts=tuple(reversed(tried)),
        appointment=find_appointment(session, number=number),
    )


def _talks(session: Session, ticket: Ticket) -> Iterator[Talk]:
    for conversation in conversations_of(session, ticket=ticket):
        messages = history(session, conversation_id=conversation, limit=MOST_MESSAGES)
        if messages:
            yield Talk(conversation_id=conversation, messages=messages)
