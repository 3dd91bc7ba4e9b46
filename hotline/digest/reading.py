"""The contacts of a span of time, read in one stream: a year costs no more memory than a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import TypeVar

from sqlalchemy import Subquery, case, exists, extract, func, select
from sqlalchemy.orm import Session

from hotline.calls import PhoneCall
from hotline.conversations import AnswerGiven, Direction, Message
from hotline.digest.contact import SILENCE, Asked, Contact, Opened
from hotline.digest.returning import came_back
from hotline.digest.told import LINES, line_of_message, told_in
from hotline.handoff import LiveTalk
from hotline.safety import TriageGrade
from hotline.spans import Span
from hotline.tickets import Ticket

_PAGE = 500
"""Contacts that are completed at once: one query of each kind a page."""

_LONGEST = timedelta(hours=24)
"""How far past the span a contact that began in it is followed."""

_PHONE = "phone"
_STREAMED = {"yield_per": 2000}
_GRADES = {grade.rank: grade for grade in TriageGrade}


_Kept = TypeVar("_Kept")
_ByConversation = dict[str, list[tuple[datetime, _Kept]]]


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """What was kept beside the words, with its time, by conversation."""

    entries: _ByConversation[str]
    opened: _ByConversation[Opened]
    asked: _ByConversation[Asked]
    calls: dict[str, PhoneCall]


def contacts_of(session: Session, *, span: Span, as_of: datetime, follows: bool = True) -> Iterator[Contact]:
    """Those that began in the span, in no order of note; nothing after `as_of` is looked at.

    `came_back` is looked for where it `follows` them.
    """
    spoken = _spoken(session, span=span, as_of=as_of)
    wordless = _wordless_calls(session, span=span, as_of=as_of)
    for page in _completed(session, chain(spoken, wordless), as_of=as_of):
        back = came_back(session, page, as_of=as_of) if follows else ()
        for contact in page:
            is_back = (contact.conversation_id, contact.begun_at) in back
            yield replace(contact, came_back=True) if is_back else contact


def _spoken(session: Session, *, span: Span, as_of: datetime) -> Iterator[Contact]:
    """The database itself joins messages to contacts: ten times as many rows need not be read."""
    numbered = _numbered(span=span, as_of=as_of)
    begun = func.min(numbered.c.at)
    contacts = (
        select(
            numbered.c.conversation_id,
            func.max(numbered.c.channel).label("channel"),
            begun.label("begun_at"),
            func.max(numbered.c.at).label("ended_at"),
            func.sum(numbered.c.is_caller).label("said"),
            func.max(numbered.c.rank).label("rank"),
            func.aggregate_strings(numbered.c.line, LINES).label("lines"),
        )
        .group_by(numbered.c.conversation_id, numbered.c.number)
        .having(begun >= span.start, begun < span.end)
        .order_by(numbered.c.conversation_id, begun)
    )
    for conversation, channel, begun_at, ended_at, said, rank, lines in session.execute(
        contacts, execution_options=_STREAMED
    ):
        told = told_in(lines)
        yield Contact(
            conversation_id=conversation,
            channel=channel,
            begun_at=begun_at,
            ended_at=ended_at,
            said=said,
            grade=_GRADES[rank],
            missed=told.missed,
            departments=told.departments,
            age_band=told.age_band,
            for_other=told.for_other,
            township=told.township,
        )


def _numbered(*, span: Span, as_of: datetime) -> Subquery:
    """Each message with the number of its contact; one after a silence begins the next.

    From a silence before the span on, so that what only goes on in it is not taken for its beginning.
    """
    seconds = extract("epoch", Message.at)
    before = func.lag(seconds).over(partition_by=Message.conversation_id, order_by=(Message.at, Message.id))
    is_new = case((seconds - before < SILENCE.total_seconds(), 0), else_=1)
    spoken = (
        select(
            Message.conversation_id,
            Message.channel,
            Message.at,
            Message.id,
            case((Message.direction == Direction.IN, 1), else_=0).label("is_caller"),
            case({grade.value: grade.rank for grade in TriageGrade}, value=Message.grade).label("rank"),
            is_new.label("is_new"),
            line_of_message(seconds).label("line"),
        )
        .where(Message.at >= span.start - SILENCE, Message.at < span.end + _LONGEST, Message.at <= as_of)
        .subquery()
    )
    number = func.sum(spoken.c.is_new).over(
        partition_by=spoken.c.conversation_id, order_by=(spoken.c.at, spoken.c.id)
    )
    return select(spoken, number.label("number")).subquery()


def _wordless_calls(session: Session, *, span: Span, as_of: datetime) -> Iterator[Contact]:
    """Somebody rang and said nothing, or nobody heard it: a contact all the same."""
    said = exists().where(Message.conversation_id == PhoneCall.conversation_id)
    rows = select(PhoneCall.conversation_id, PhoneCall.began_at, PhoneCall.ended_at).where(
        PhoneCall.began_at >= span.start, PhoneCall.began_at < span.end, PhoneCall.ended_at <= as_of, ~said
    )
    for conversation, began, ended in session.execute(rows, execution_options=_STREAMED):
        yield Contact(
            conversation_id=conversation,
            channel=_PHONE,
            begun_at=began,
            ended_at=ended,
            said=0,
            grade=TriageGrade.ROUTINE,
        )


def _completed(
    session: Session, contacts: Iterable[Contact], *, as_of: datetime
) -> Iterator[Sequence[Contact]]:
    """A page at a time."""
    stream = iter(contacts)
    while page := list(islice(stream, _PAGE)):
        beside = _beside(session, page, as_of=as_of)
        yield [_complete(contact, beside) for contact in page]


def _complete(contact: Contact, beside: _Beside) -> Contact:
    conversation = contact.conversation_id
    call = beside.calls.get(conversation)
    ended_at = max(contact.ended_at, call.ended_at) if call else contact.ended_at
    span = Span(start=contact.begun_at, end=ended_at + SILENCE)
    entries = dict.fromkeys(entry for at, entry in beside.entries.get(conversation, ()) if at in span)
    return replace(
        contact,
        ended_at=ended_at,
        call=call.outcome if call else None,
        entries=tuple(entries),
        opened=tuple(one for at, one in beside.opened.get(conversation, ()) if at in span),
        asked=tuple(one for at, one in beside.asked.get(conversation, ()) if at in span),
    )


def _beside(session: Session, page: Sequence[Contact], *, as_of: datetime) -> _Beside:
    wanted = sorted({one.conversation_id for one in page})
    span = Span(start=min(one.begun_at for one in page), end=as_of)
    calls = select(PhoneCall).where(PhoneCall.conversation_id.in_(wanted), PhoneCall.ended_at <= as_of)
    return _Beside(
        entries=_entries(session, wanted, span=span),
        opened=_opened(session, wanted, span=span),
        asked=_asked(session, wanted, span=span),
        calls={call.conversation_id: call for call in session.scalars(calls)},
    )


def _entries(session: Session, wanted: Sequence[str], *, span: Span) -> _ByConversation[str]:
    told = select(AnswerGiven.conversation_id, AnswerGiven.told_at, AnswerGiven.entry_id).where(
        AnswerGiven.conversation_id.in_(wanted),
        AnswerGiven.told_at >= span.start,
        AnswerGiven.told_at <= span.end,
    )
    found: _ByConversation[str] = defaultdict(list)
    for conversation, at, entry in session.execute(told.order_by(AnswerGiven.told_at, AnswerGiven.id)):
        found[conversation].append((at, entry))
    return found


def _opened(session: Session, wanted: Sequence[str], *, span: Span) -> _ByConversation[Opened]:
    columns = (Ticket.conversation_id, Ticket.opened_at, Ticket.number, Ticket.kind, Ticket.department)
    tickets = select(*columns).where(
        Ticket.conversation_id.in_(wanted), Ticket.opened_at >= span.start, Ticket.opened_at <= span.end
    )
    found: _ByConversation[Opened] = defaultdict(list)
    for conversation, at, number, kind, department in session.execute(tickets.order_by(Ticket.opened_at)):
        found[conversation].append((at, Opened(number=number, kind=kind, department=department)))
    return found


def _asked(session: Session, wanted: Sequence[str], *, span: Span) -> _ByConversation[Asked]:
    columns = (
        LiveTalk.conversation_id,
        LiveTalk.reason,
        LiveTalk.asked_at,
        LiveTalk.taken_at,
        LiveTalk.over_at,
        LiveTalk.outcome,
    )
    talks = select(*columns).where(
        LiveTalk.conversation_id.in_(wanted), LiveTalk.asked_at >= span.start, LiveTalk.asked_at <= span.end
    )
    found: _ByConversation[Asked] = defaultdict(list)
    for talk in session.execute(talks.order_by(LiveTalk.asked_at)):
        came = talk.taken_at is not None and talk.taken_at <= span.end
        is_over = talk.over_at is not None and talk.over_at <= span.end
        asked = Asked(
            reason=talk.reason,
            waited=talk.taken_at - talk.asked_at if came else None,
            outcome=talk.outcome if is_over else None,
            is_over=is_over,
        )
        found[talk.conversation_id].append((talk.asked_at, asked))
    return found
