"""How the promise fared: of the tickets opened in a span, as it was known at an instant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.digest.period import Span
from hotline.tickets import EventKind, Ticket, TicketEvent, TicketKind


class Fared(StrEnum):
    """What became of a promise. WITHDRAWN was closed in time without news: it neither kept nor broke it."""

    KEPT = "kept"
    LATE_BUT_TOLD = "late_but_told"
    SILENT = "silent"
    RUNNING = "running"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """The first promise of one ticket; `fed_back_after` counts from its opening, None without news.

    `due_at` is what was promised, whatever delay was told later.
    `returns` counts the handovers of the ticket that were given back.
    """

    number: str
    kind: TicketKind
    department: str | None
    channel: str
    opened_at: datetime
    due_at: datetime
    fared: Fared
    fed_back_after: timedelta | None
    returns: int
    was_reopened: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Times:
    feedback_due_at: datetime
    told_due_at: datetime | None
    fed_back_at: datetime | None
    closed_at: datetime | None


def promises_of(session: Session, *, span: Span, as_of: datetime) -> Iterator[Promise]:
    """In the order the tickets were opened; duplicates merged away are left out: one matter counts once.

    What happened after `as_of` is not looked at, so that the same week told again is the same.
    """
    reopened = _reopened(session, span=span, as_of=as_of)
    returns = _returns(session, span=span, as_of=as_of)
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
    )
    opened = select(*columns).where(*_opened_in(span), Ticket.merged_into.is_(None))
    ordered = opened.order_by(Ticket.opened_at, Ticket.number).execution_options(yield_per=2000)
    for row in session.execute(ordered):
        first_round = reopened.get(row.id)
        times = _times(row._asdict() if first_round is None else first_round)
        fed_back = _known(times.fed_back_at, as_of)
        yield Promise(
            number=row.number,
            kind=row.kind,
            department=row.department,
            channel=row.channel,
            opened_at=row.opened_at,
            due_at=times.feedback_due_at,
            fared=_fared(times, as_of=as_of),
            fed_back_after=fed_back - row.opened_at if fed_back else None,
            returns=returns.get(row.id, 0),
            was_reopened=first_round is not None,
        )


def _opened_in(span: Span) -> tuple[Any, Any]:
    return Ticket.opened_at >= span.start, Ticket.opened_at < span.end


def _reopened(session: Session, *, span: Span, as_of: datetime) -> dict[UUID, Mapping[str, Any]]:
    """The first round's own times, where a second promise has taken their place on the ticket."""
    again = (
        select(TicketEvent.ticket_id, TicketEvent.data)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(*_opened_in(span), TicketEvent.kind == EventKind.REOPENED, TicketEvent.at <= as_of)
    )
    return {ticket: data["first_round"] for ticket, data in session.execute(again)}


def _returns(session: Session, *, span: Span, as_of: datetime) -> dict[UUID, int]:
    given_back = (
        select(TicketEvent.ticket_id, func.count().label("given_back"))
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(*_opened_in(span), TicketEvent.kind == EventKind.HANDOVER_RETURNED, TicketEvent.at <= as_of)
        .group_by(TicketEvent.ticket_id)
    )
    return {row.ticket_id: row.given_back for row in session.execute(given_back)}


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
