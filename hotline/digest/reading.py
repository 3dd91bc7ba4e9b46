"""The contacts of a span of time, read in one stream: a year costs no more memory than a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hotline.calls import PhoneCall
from hotline.conversations import AnswerGiven, Direction, Message
from hotline.digest.contact import SILENCE, Asked, Contact, Opened, Spoken, contacts_in, with_call
from hotline.digest.period import Span
from hotline.handoff import LiveTalk
from hotline.safety import TriageGrade
from hotline.tickets import Ticket

_PAGE = 500
"""Contacts that are completed at once: one query of each kind a page."""

_LONGEST = timedelta(hours=24)
"""How far past the span a contact that began in it is followed."""

_PHONE = "phone"


_Kept = TypeVar("_Kept")
_ByConversation = dict[str, list[tuple[datetime, _Kept]]]


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """What was kept beside the words, with its time, by conversation."""

    entries: _ByConversation[str]
    opened: _ByConversation[Opened]
    asked: _ByConversation[Asked]
    calls: dict[str, PhoneCall]


def contacts_of(session: Session, *, span: Span, as_of: datetime) -> Iterator[Contact]:
    """Those that began in the span, in no order of note; nothing after `as_of` is looked at."""
    begun = (one for one in contacts_in(_spoken(session, span=span, as_of=as_of)) if one.begun_at in span)
    wordless = _wordless_calls(session, span=span, as_of=as_of)
    yield from _completed(session, chain(begun, wordless), as_of=as_of)


def _spoken(session: Session, *, span: Span, as_of: datetime) -> Iterator[Spoken]:
    """From a silence before the span on, so that what only goes on in it is not taken for its beginning."""
    columns = (
        Message.conversation_id,
        Message.channel,
        Message.at,
        Message.direction,
        Message.grade,
        Message.answered_by,
    )
    within = (
        Message.at >= span.start - SILENCE,
        Message.at < span.end + _LONGEST,
        Message.at <= as_of,
    )
    order = (Message.conversation_id, Message.at, Message.id)
    rows = session.execute(
        select(*columns).where(*within).order_by(*order), execution_options={"yield_per": 2000}
    )
    for conversation, channel, at, direction, grade, answered_by in rows:
        yield Spoken(
            conversation_id=conversation,
            channel=channel,
            at=at,
            is_caller=direction is Direction.IN,
            grade=grade,
            answered_by=answered_by,
        )


def _wordless_calls(session: Session, *, span: Span, as_of: datetime) -> Iterator[Contact]:
    """Somebody rang and said nothing, or nobody heard it: a contact all the same."""
    said = exists().where(Message.conversation_id == PhoneCall.conversation_id)
    rows = select(PhoneCall.conversation_id, PhoneCall.began_at, PhoneCall.ended_at).where(
        PhoneCall.began_at >= span.start, PhoneCall.began_at < span.end, PhoneCall.ended_at <= as_of, ~said
    )
    for conversation, began, ended in session.execute(rows, execution_options={"yield_per": 2000}):
        yield Contact(
            conversation_id=conversation,
            channel=_PHONE,
            begun_at=began,
            ended_at=ended,
            said=0,
            grade=TriageGrade.ROUTINE,
        )


def _completed(session: Session, contacts: Iterable[Contact], *, as_of: datetime) -> Iterator[Contact]:
    stream = iter(contacts)
    while page := list(islice(stream, _PAGE)):
        beside = _beside(session, page, as_of=as_of)
        for contact in page:
            yield _complete(contact, beside)


def _complete(contact: Contact, beside: _Beside) -> Contact:
    conversation = contact.conversation_id
    call = beside.calls.get(conversation)
    if call is not None:
        contact = with_call(contact, outcome=call.outcome, ended_at=call.ended_at)
    span = Span(start=contact.begun_at, end=contact.ended_at + SILENCE)
    entries = dict.fromkeys(entry for at, entry in beside.entries.get(conversation, ()) if at in span)
    return replace(
        contact,
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
        )
        found[talk.conversation_id].append((talk.asked_at, asked))
    return found
