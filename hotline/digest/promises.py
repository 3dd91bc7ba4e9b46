"""How the promise fared, as it was known at an instant: of tickets opened, or due, in a span."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from hotline.spans import Span
from hotline.tickets import EventKind, Ticket, TicketEvent, TicketKind

_LONGEST = timedelta(days=14)
"""After its opening no ticket's first promise is still running: see sla.yml."""


class Fared(StrEnum):
    """What became of a promise. WITHDRAWN was closed in time without news: it neither kept nor broke it."""

    KEPT = "kept"
    LATE_BUT_TOLD = "late_but_told"
    SILENT = "silent"
    RUNNING = "running"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """One promise of a ticket: `round` is 2 of the one made when it was reopened, which is its opening then.

    `due_at` is what was promised, whatever delay was told later; `fed_back_after` counts from the opening,
    None without news. `is_open`: there was no news, and it was not closed. `returns` counts the handovers
    of the ticket that were given back.
    """

    number: str
    kind: TicketKind
    department: str | None
    channel: str
    round: int
    opened_at: datetime
    due_at: datetime
    fared: Fared
    is_open: bool
    fed_back_after: timedelta | None
    returns: int
    was_reopened: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Times:
    feedback_due_at: datetime
    told_due_at: datetime | None
    fed_back_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Again:
    """A ticket was reopened; its row holds the second round's times since."""

    at: datetime
    first_round: Mapping[str, Any]


_Which = tuple[ColumnElement[bool], ...]


def promises_of(session: Session, *, span: Span, as_of: datetime) -> Iterator[Promise]:
    """The first of each ticket, in the order the tickets were opened.

    Duplicates merged away are left out: one matter counts once. What happened after `as_of` is not looked
    at, so that the same week told again is the same.
    """
    opened = (Ticket.opened_at >= span.start, Ticket.opened_at < span.end, Ticket.opened_at <= as_of)
    for promise in _promises(session, which=opened, as_of=as_of):
        if promise.round == 1:
            yield promise


def promises_due(session: Session, *, span: Span, as_of: datetime) -> Iterator[Promise]:
    """Those of either round that pass in the span, whenever they were made."""
    is_due = and_(Ticket.feedback_due_at >= span.start, Ticket.feedback_due_at < span.end)
    was_due = and_(Ticket.round > 1, Ticket.opened_at >= span.start - _LONGEST, Ticket.opened_at < span.end)
    which = (or_(is_due, was_due), Ticket.opened_at <= as_of)
    for promise in _promises(session, which=which, as_of=as_of):
        if promise.due_at in span:
            yield promise


def _promises(session: Session, *, which: _Which, as_of: datetime) -> Iterator[Promise]:
    again = _reopened(session, which=which)
    columns = (
        Ticket.id,
        Ticket.number,
        Ticket.kind,
        Ticket.department,
        Ticket.channel,
        Ticket.opened_at,
        Ticket.feedback_due_at,
        Ticket.told_due_at,
        Ticket.fed_back_at,
        Ticket.closed_at,
        _returns(as_of).label("given_back"),
    )
    opened = select(*columns).where(*which, _is_own(as_of))
    ordered = opened.order_by(Ticket.opened_at, Ticket.number).execution_options(yield_per=2000)
    for row in session.execute(ordered):
        reopened = again.get(row.id)
        was_reopened = reopened is not None and reopened.at <= as_of
        first = Promise(
            number=row.number,
            kind=row.kind,
            department=row.department,
            channel=row.channel,
            round=1,
            opened_at=row.opened_at,
            returns=row.given_back,
            was_reopened=was_reopened,
            **_told(reopened.first_round if reopened else row._asdict(), since=row.opened_at, as_of=as_of),
        )
        yield first
        if reopened is not None and was_reopened:
            second = _told(row._asdict(), since=reopened.at, as_of=as_of)
            yield replace(first, round=2, opened_at=reopened.at, was_reopened=False, **second)


def _is_own(as_of: datetime) -> ColumnElement[bool]:
    """Not merged away, as far as was known."""
    merged = exists().where(
        TicketEvent.ticket_id == Ticket.id, TicketEvent.kind == EventKind.MERGED, TicketEvent.at <= as_of
    )
    return or_(Ticket.merged_into.is_(None), ~merged)


def _reopened(session: Session, *, which: _Which) -> dict[UUID, _Again]:
    """Also later than what is told of: the row does not hold the first round's times any more."""
    again = (
        select(TicketEvent.ticket_id, TicketEvent.at, TicketEvent.data)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(*which, TicketEvent.kind == EventKind.REOPENED)
    )
    return {
        ticket: _Again(at=at, first_round=data["first_round"]) for ticket, at, data in session.execute(again)
    }


def _returns(as_of: datetime) -> ScalarSelect[int]:
    given_back = select(func.count()).where(
        TicketEvent.ticket_id == Ticket.id,
        TicketEvent.kind == EventKind.HANDOVER_RETURNED,
        TicketEvent.at <= as_of,
    )
    return given_back.scalar_subquery()


def _told(kept: Mapping[str, Any], *, since: datetime, as_of: datetime) -> dict[str, Any]:
    times = _times(kept)
    fed_back = _known(times.fed_back_at, as_of)
    return {
        "due_at": times.feedback_due_at,
        "fared": _fared(times, as_of=as_of),
        "is_open": fed_back is None and _known(times.closed_at, as_of) is None,
        "fed_back_after": fed_back - since if fed_back else None,
    }


def _times(kept: Mapping[str, Any]) -> _Times:
    names = ("feedback_due_at", "told_due_at", "fed_back_at", "closed_at")
    return _Times(**{name: _instant(kept[name]) for name in names})


def _instant(value: datetime | str | None) -> Any:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _known(at: datetime | None, as_of: datetime) -> datetime | None:
    return at if at is not None and at <= as_of else None


def _fared(times: _Times, *, as_of: datetime) -> Fared:
    fed_back, closed = _known(times.fed_back_at, as_of), _known(times.closed_at, as_of)
    if fed_back is not None and fed_back <= times.feedback_due_at:
        return Fared.KEPT
    if closed is not None and fed_back is None and closed <= times.feedback_due_at:
        return Fared.WITHDRAWN
    if (fed_back or closed or as_of) <= times.feedback_due_at:
        return Fared.RUNNING
    return Fared.LATE_BUT_TOLD if times.told_due_at is not None else Fared.SILENT
