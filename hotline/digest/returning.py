"""Who came back with what we thought was solved: the other half of being answered at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from hotline.calls import PhoneCall
from hotline.conversations import AnswerGiven, topic_of
from hotline.digest.contact import SILENCE, Contact
from hotline.handoff import LiveTalk
from hotline.identity import ChannelIdentity
from hotline.spans import Span
from hotline.tickets import Ticket

WITHIN = timedelta(days=7)
"""Who comes later has something new."""

_Deeds = Mapping[str, Sequence[tuple[datetime, str | None]]]
_HOLDERS: tuple[Any, ...] = (PhoneCall, ChannelIdentity, Ticket)
"""What holds a conversation together with the caller's number."""


def came_back(session: Session, contacts: Sequence[Contact], *, as_of: datetime) -> frozenset[str]:
    """The keys of those answered at once whose caller turned to us again.

    Within a week, about the same topic, with a ticket or for a person. He is known by his conversation,
    the number he rang from, the one he proved to be his, and the one he left on a ticket. As far as
    `as_of` knows: while the week is not over, there may be more.
    """
    answered = [one for one in contacts if one.was_answered_at_once]
    if not answered:
        return frozenset()
    span = Span(min(one.ended_at for one in answered), _latest(answered, as_of=as_of))
    same = _same_callers(session, {one.conversation_id for one in answered}, span=span)
    deeds = _deeds(session, set().union(*same.values()), span=span)
    return frozenset(one.key for one in answered if _returned(one, same=same, deeds=deeds))


def _latest(answered: Sequence[Contact], *, as_of: datetime) -> datetime:
    return min(max(one.ended_at for one in answered) + WITHIN, as_of)


def _returned(contact: Contact, *, same: Mapping[str, set[str]], deeds: _Deeds) -> bool:
    until, topics = contact.ended_at + WITHIN, contact.topics
    for conversation in same[contact.conversation_id]:
        is_own = conversation == contact.conversation_id
        since = contact.ended_at + SILENCE if is_own else contact.ended_at
        for at, topic in deeds.get(conversation, ()):
            if since < at <= until and (topic is None or topic in topics):
                return True
    return False


def _same_callers(session: Session, conversations: set[str], *, span: Span) -> dict[str, set[str]]:
    """Every conversation of the same caller, its own among them."""
    same = {one: {one} for one in conversations}
    by_number: dict[str, set[str]] = defaultdict(set)
    held = [(holder, holder.conversation_id.in_(sorted(conversations))) for holder in _HOLDERS]
    for conversation, number in session.execute(_numbers(held)):
        by_number[number].add(conversation)
    lately = {PhoneCall: PhoneCall.began_at >= span.start}
    others = [
        (
            holder,
            holder.phone_hash.in_(sorted(by_number)) & lately.get(holder, holder.phone_hash.is_not(None)),
        )
        for holder in _HOLDERS
    ]
    for other, number in session.execute(_numbers(others)) if by_number else ():
        for conversation in by_number[number]:
            same[conversation].add(other)
    return same


def _numbers(held: Iterable[tuple[Any, ColumnElement[bool]]]) -> Any:
    return union(
        *(
            select(holder.conversation_id, holder.phone_hash).where(which, holder.phone_hash.is_not(None))
            for holder, which in held
        )
    )


def _deeds(session: Session, conversations: set[str], *, span: Span) -> _Deeds:
    """What was told, by its topic; tickets and wishes for a person without one."""
    wanted = sorted(conversations)
    found: dict[str, list[tuple[datetime, str | None]]] = defaultdict(list)
    told = _within(AnswerGiven.conversation_id, AnswerGiven.told_at, wanted, span)
    for conversation, at, entry in session.execute(told.add_columns(AnswerGiven.entry_id)):
        found[conversation].append((at, topic_of(entry)))
    # A recalled answer has a ticket that nobody asked for.
    is_recall = exists().where(AnswerGiven.recalled_by == Ticket.id)
    opened = _within(Ticket.conversation_id, Ticket.opened_at, wanted, span).where(~is_recall)
    asked = _within(LiveTalk.conversation_id, LiveTalk.asked_at, wanted, span)
    for rows in (session.execute(opened), session.execute(asked)):
        for conversation, at in rows:
            found[conversation].append((at, None))
    return found


def _within(
    conversation: InstrumentedAttribute[str],
    at: InstrumentedAttribute[datetime],
    wanted: Sequence[str],
    span: Span,
) -> Select[str, datetime]:
    return select(conversation, at).where(conversation.in_(wanted), at > span.start, at <= span.end)
