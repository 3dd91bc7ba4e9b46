"""What happened in a span, as it happened: the rows that make up contacts, in the order of their times.

Each table is read along its index on time, side by side with the others. Nothing is sorted and nothing looked
up a contact, so that a week of two hundred thousand needs the memory of one of two thousand.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Integer, Select, String, cast, literal_column, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from hotline.calls import PhoneCall
from hotline.conversations import AnswerGiven, Direction, Message
from hotline.handoff import LiveTalk
from hotline.spans import Span
from hotline.tickets import Ticket

Happening = Sequence[Any]
"""Whose conversation, when, which kind, and what that kind tells."""

_PIECE = 500
"""Rows of a table that are read at once."""

_TIME = itemgetter(1)
_BEGINNING, _END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Kind(IntEnum):
    """What a row tells, in its third place, after whose conversation it is of and when it was."""

    CALLED = 0
    SAID = 1
    TOLD = 2
    OPENED = 3
    ASKED = 4


def happenings(session: Session, *, span: Span, as_of: datetime) -> Iterator[Happening]:
    """Of several at one instant what begins a contact is first; nothing after `as_of`, no call going on."""
    connection, span = session.connection(), span.within(Span(span.start, as_of + timedelta.resolution))
    with ExitStack() as stack:
        tables = []
        for rows in (_called(span, as_of), _said(span), _told(span), _opened(span), _asked(span)):
            streamed = connection.execute(rows, execution_options={"yield_per": _PIECE})
            tables.append(_Table(stack.enter_context(streamed).partitions(_PIECE)))
        yield from _in_order(tables)


class _Table:
    """`rows` are at hand; up to `reach` they are all there are."""

    def __init__(self, pieces: Iterator[Sequence[Happening]]) -> None:
        self._pieces = pieces
        self.rows: list[Happening] = []
        self.reach = _BEGINNING
        self.read_on()

    def read_on(self) -> None:
        piece = next(self._pieces, ())
        self.rows += piece
        self.reach = _TIME(self.rows[-1]) if piece else _END

    def take(self, reach: datetime) -> list[Happening]:
        """Those before it: of those at the same instant more may come."""
        place = bisect_left(self.rows, reach, key=_TIME)
        taken, self.rows = self.rows[:place], self.rows[place:]
        return taken


def _in_order(tables: Sequence[_Table]) -> Iterator[Happening]:
    """Piece by piece: pieces that are in order each are sorted ten times faster than merged row by row."""
    while any(table.rows for table in tables):
        reach = min(table.reach for table in tables)
        yield from sorted(chain.from_iterable(table.take(reach) for table in tables), key=_TIME)
        for table in tables:
            if table.reach == reach:
                table.read_on()


def _rows(kind: Kind, conversation: Any, at: InstrumentedAttribute[Any], *facts: Any) -> Select[Any]:
    return select(conversation, at, literal_column(str(kind.value), Integer), *facts)


def _within(rows: Select[Any], at: InstrumentedAttribute[Any], span: Span) -> Select[Any]:
    return rows.where(at >= span.start, at < span.end).order_by(at)


def _said(span: Span) -> Select[Any]:
    """What answers a message has its time and its grade, and tells nothing new; only a nurse's words do.

    Most of the rows are these, and most of their columns are empty: they are given as they are kept.
    """
    rows = _rows(
        Kind.SAID,
        Message.conversation_id,
        Message.at,
        type_coerce(Message.direction, String),
        Message.channel,
        type_coerce(Message.grade, String),
        type_coerce(Message.missed, String),
        cast(Message.guided_to, String),
        type_coerce(Message.age_band, String),
        Message.for_other,
        Message.township,
    )
    alone = or_(Message.direction == Direction.IN, Message.seq.is_not(None))
    return _within(rows.where(alone), Message.at, span).order_by(Message.id)


def _told(span: Span) -> Select[Any]:
    rows = _rows(Kind.TOLD, AnswerGiven.conversation_id, AnswerGiven.told_at, AnswerGiven.entry_id)
    return _within(rows, AnswerGiven.told_at, span).order_by(AnswerGiven.id)


def _opened(span: Span) -> Select[Any]:
    facts = (Ticket.number, Ticket.kind, Ticket.department)
    rows = _rows(Kind.OPENED, Ticket.conversation_id, Ticket.opened_at, *facts)
    return _within(rows, Ticket.opened_at, span).order_by(Ticket.number)


def _asked(span: Span) -> Select[Any]:
    facts = (LiveTalk.reason, LiveTalk.taken_at, LiveTalk.over_at, LiveTalk.outcome)
    rows = _rows(Kind.ASKED, LiveTalk.conversation_id, LiveTalk.asked_at, *facts)
    return _within(rows, LiveTalk.asked_at, span).order_by(LiveTalk.id)


def _called(span: Span, as_of: datetime) -> Select[Any]:
    facts = (PhoneCall.ended_at, PhoneCall.outcome, PhoneCall.solved)
    rows = _rows(Kind.CALLED, PhoneCall.conversation_id, PhoneCall.began_at, *facts)
    return _within(rows.where(PhoneCall.ended_at <= as_of), PhoneCall.began_at, span)
