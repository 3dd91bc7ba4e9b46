"""One ticket as its page shows it: the facts, what was said, what happened, and what may be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desk.deeds import Deed
from desk.legal import legal_deeds, legal_outcomes
from desk.names import Names, read_names
from desk.numbers import mentioned
from desk.roles import may_do_deeds
from desk.timeline import Moment, timeline
from desk.words import Words
from hotline.conversations import Message, history
from hotline.staff import StaffMember, list_staff
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Outcome,
    ReturnReason,
    Standing,
    Ticket,
    conversations_of,
    get_ticket,
)

MOST_MESSAGES = 200


@dataclass(frozen=True, kw_only=True)
class TicketPage:
    """`numbers` are other telephone numbers that were written in the conversation."""

    ticket: Ticket
    standing: Standing
    names: Names
    messages: Sequence[Message]
    numbers: tuple[str, ...]
    moments: tuple[Moment, ...]
    deeds: tuple[Deed, ...]
    outcomes: tuple[Outcome, ...]
    colleagues: tuple[StaffMember, ...]
    means: tuple[FeedbackMeans, ...] = tuple(FeedbackMeans)
    attempts: tuple[AttemptOutcome, ...] = tuple(AttemptOutcome)
    return_reasons: tuple[ReturnReason, ...] = tuple(ReturnReason)


def read_ticket_page(
    session: Session, *, number: str, member: StaffMember, words: Words, now: datetime
) -> TicketPage:
    """Raises NoSuchTicket."""
    ticket = get_ticket(session, number=number)
    names = read_names(session, words=words)
    messages = _messages(session, ticket)
    written = mentioned([ticket.summary, *(message.text for message in messages)])
    return TicketPage(
        ticket=ticket,
        standing=ticket.standing(now),
        names=names,
        messages=messages,
        numbers=tuple(number for number in written if number != ticket.phone),
        moments=timeline(ticket, names=names, words=words),
        deeds=legal_deeds(ticket, member=member),
        outcomes=legal_outcomes(ticket),
        colleagues=tuple(_colleagues(session, holder=ticket.assignee)),
    )


def _colleagues(session: Session, *, holder: str | None) -> list[StaffMember]:
    return [one for one in list_staff(session) if may_do_deeds(one) and one.username != holder]


def _messages(session: Session, ticket: Ticket) -> list[Message]:
    """Those of the tickets merged into this one among them."""
    said = [
        message
        for conversation in conversations_of(session, ticket=ticket)
        for message in history(session, conversation_id=conversation, limit=MOST_MESSAGES)
    ]
    return sorted(said, key=lambda message: message.at)[-MOST_MESSAGES:]
