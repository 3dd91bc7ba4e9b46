"""The peer of our digest: the same counts by loading every row of the weeks and joining them in Python."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, defer, lazyload

from hotline.calls import PhoneCall
from hotline.conversations import AnswerGiven, Direction, Message, topic_of
from hotline.digest import SILENCE
from hotline.handoff import LiveTalk
from hotline.safety import TriageGrade
from hotline.spans import Span
from hotline.tickets import Ticket, TicketKind
from hotline.weeks import Week

_LONGEST = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Plain:
    """Some of what a digest tells: enough to see that both sides counted the same."""

    totals: tuple[int, ...]
    topics: dict[str, int]
    answered_at_once: int
    handed_to_person: int


@dataclass(kw_only=True)
class _Contact:
    begun_at: datetime
    ended_at: datetime
    said: int
    is_urgent: bool
    topics: set[str]
    tickets: list[Ticket]
    talks: int = 0

    def holds(self, at: datetime) -> bool:
        return self.begun_at <= at < self.ended_at + SILENCE


def plain_digest(session: Session, *, week: Week, zone: tzinfo) -> Plain:
    """The four weeks before as well."""
    now, *earlier = [_contacts(session, week.before(back).span(zone)) for back in range(5)]
    return Plain(
        totals=(len(now), *map(len, earlier)),
        topics=dict(Counter(topic for one in now for topic in one.topics)),
        answered_at_once=sum(
            bool(one.topics) and not one.tickets and not one.talks and not one.is_urgent for one in now
        ),
        handed_to_person=sum(
            bool(one.talks) or any(ticket.kind is TicketKind.HANDOFF for ticket in one.tickets) for one in now
        ),
    )


def _contacts(session: Session, span: Span) -> list[_Contact]:
    by_conversation: dict[str, list[_Contact]] = defaultdict(list)
    for message in _loaded(session, Message, Message.at, span=span):
        of = by_conversation[message.conversation_id]
        if not of or message.at - of[-1].ended_at >= SILENCE:
            of.append(_begun(message.at))
        of[-1].ended_at = message.at
        of[-1].said += message.direction is Direction.IN
        of[-1].is_urgent |= message.grade is TriageGrade.EMERGENCY
    _add_calls(session, by_conversation, span=span)
    for answer in _loaded(session, AnswerGiven, AnswerGiven.told_at, span=span):
        if found := _held(by_conversation[answer.conversation_id], answer.told_at):
            found.topics.add(topic_of(answer.entry_id))
    for ticket in _loaded(session, Ticket, Ticket.opened_at, span=span):
        if found := _held(by_conversation[ticket.conversation_id], ticket.opened_at):
            found.tickets.append(ticket)
    for talk in _loaded(session, LiveTalk, LiveTalk.asked_at, span=span):
        if found := _held(by_conversation[talk.conversation_id], talk.asked_at):
            found.talks += 1
    return [one for of in by_conversation.values() for one in of if one.begun_at in span]


def _add_calls(session: Session, by_conversation: dict[str, list[_Contact]], *, span: Span) -> None:
    for call in _loaded(session, PhoneCall, PhoneCall.began_at, span=span):
        of = by_conversation[call.conversation_id]
        if not of:
            of.append(_begun(call.began_at))
        for one in of:
            one.ended_at = max(one.ended_at, call.ended_at)


def _loaded(session: Session, kind: Any, at: InstrumentedAttribute[datetime], *, span: Span) -> Sequence[Any]:
    """Without patients' words: to decrypt them would be no fair comparison."""
    private = [
        defer(getattr(kind, name)) for name in ("text", "summary", "phone", "details") if hasattr(kind, name)
    ]
    rows = select(kind).where(at >= span.start - SILENCE, at < span.end + _LONGEST)
    return session.scalars(rows.order_by(at, kind.id).options(*private, lazyload("*"))).all()


def _begun(at: datetime) -> _Contact:
    return _Contact(begun_at=at, ended_at=at, said=0, is_urgent=False, topics=set(), tickets=[])


def _held(contacts: Sequence[_Contact], at: datetime) -> _Contact | None:
    place = bisect_right(contacts, at, key=lambda one: one.begun_at)
    found = contacts[place - 1] if place else None
    return found if found and found.holds(at) else None
