"""An answer taken back: who was told it, and one call-back ticket for each of them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.conversations.answer_given import AnswerGiven
from hotline.conversations.message import Direction, Message
from hotline.tickets import Ticket, TicketRequest, TicketState, WorkingTarget, open_ticket

Conversations = Select[str]


@dataclass(frozen=True, kw_only=True)
class ToldConversation:
    """A conversation that was told an entry: each telling of it, oldest first.

    `contact` is its latest ticket with a number, `called_back` its latest ticket of an earlier recall
    of the same entry.
    """

    conversation_id: str
    channel: str
    tellings: tuple[AnswerGiven, ...]
    contact: Ticket | None
    called_back: Ticket | None


def told_since(
    session: Session, *, entry: str, since: datetime, version: str | None = None
) -> list[ToldConversation]:
    """Oldest first by the first telling. On PostgreSQL the tellings are held until the transaction ends."""
    wanted = [AnswerGiven.entry_id == entry, AnswerGiven.told_at >= since]
    if version is not None:
        wanted.append(AnswerGiven.entry_version == version)
    order = (AnswerGiven.conversation_id, AnswerGiven.told_at, AnswerGiven.id)
    tellings = session.scalars(select(AnswerGiven).where(*wanted).order_by(*order).with_for_update()).all()
    conversations = select(AnswerGiven.conversation_id).where(*wanted)
    channels = _channels(session, conversations=conversations)
    contacts = _contacts(session, conversations=conversations)
    earlier = _called_back(session, entry=entry, conversations=conversations)
    found = (
        ToldConversation(
            conversation_id=conversation,
            channel=channels[conversation],
            tellings=tuple(group),
            contact=contacts.get(conversation),
            called_back=earlier.get(conversation),
        )
        for conversation, group in groupby(tellings, key=attrgetter("conversation_id"))
    )
    return sorted(found, key=lambda one: (one.tellings[0].told_at, one.tellings[0].id))


def call_back(
    session: Session,
    told: ToldConversation,
    *,
    request: TicketRequest,
    clock: Clock,
    working_target: WorkingTarget | None = None,
) -> Ticket:
    """The ticket that answers for every telling: opened once, however often the answer is recalled.

    What is told again while that ticket is open belongs to it; after it was closed, to a new one.
    """
    fresh = [telling for telling in told.tellings if telling.recalled_by is None]
    ticket = told.called_back
    if ticket is None or (fresh and ticket.state is TicketState.CLOSED):
        ticket = open_ticket(session, request=request, clock=clock, working_target=working_target)
    for telling in fresh:
        telling.recalled_by = ticket.id
    return ticket


def entries_told(session: Session) -> frozenset[str]:
    """Every entry that was ever told, those that no longer exist among them."""
    return frozenset(session.scalars(select(AnswerGiven.entry_id).distinct()))


def was_told(session: Session, *, entry: str) -> bool:
    """Whether anybody was ever told this entry, under any of its versions."""
    return session.scalar(select(AnswerGiven.id).where(AnswerGiven.entry_id == entry).limit(1)) is not None


def _channels(session: Session, *, conversations: Conversations) -> dict[str, str]:
    of_ours = select(Message.conversation_id, Message.channel).where(
        Message.direction == Direction.OUT, Message.conversation_id.in_(conversations)
    )
    return dict(session.execute(of_ours.distinct()).all())


def _contacts(session: Session, *, conversations: Conversations) -> dict[str, Ticket]:
    """The later ticket wins."""
    with_phone = select(Ticket).where(Ticket.conversation_id.in_(conversations), Ticket.phone.is_not(None))
    tickets = session.scalars(with_phone.order_by(Ticket.opened_at))
    return {ticket.conversation_id: ticket for ticket in tickets}


def _called_back(session: Session, *, entry: str, conversations: Conversations) -> dict[str, Ticket]:
    """Whatever the telling it was opened for: the later ticket wins."""
    recalls = (
        select(AnswerGiven.conversation_id, Ticket)
        .join(Ticket, Ticket.id == AnswerGiven.recalled_by)
        .where(AnswerGiven.entry_id == entry, AnswerGiven.conversation_id.in_(conversations))
        .order_by(Ticket.opened_at)
    )
    return dict(session.execute(recalls).all())
