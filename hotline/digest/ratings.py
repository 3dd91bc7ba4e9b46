"""What patients thought of it: of the tickets answered in a span, who judged and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.spans import Span
from hotline.tickets import EventKind, Ticket, TicketEvent
from hotline.tickets.rating import is_satisfied


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A ticket whose patient heard from us in the span; `satisfied` is None while nobody has judged it."""

    number: str
    department: str | None
    fed_back_at: datetime
    score: int | None
    satisfied: bool | None


def judged_in(session: Session, *, span: Span, as_of: datetime) -> Iterator[Judged]:
    """By the first news of each ticket, oldest first; of several judgements the first one counts."""
    told = (
        select(TicketEvent.ticket_id, TicketEvent.at, Ticket.number, Ticket.department)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(
            TicketEvent.kind == EventKind.FED_BACK,
            TicketEvent.at >= span.start,
            TicketEvent.at < span.end,
            TicketEvent.at <= as_of,
        )
        .order_by(TicketEvent.at, TicketEvent.ticket_id)
    )
    seen = set()
    for row in session.execute(told).all():
        if row.ticket_id in seen:
            continue
        seen.add(row.ticket_id)
        score, satisfied = _judgement(session, row.ticket_id, since=row.at, as_of=as_of)
        yield Judged(
            number=row.number,
            department=row.department,
            fed_back_at=row.at,
            score=score,
            satisfied=satisfied,
        )


def _judgement(
    session: Session, ticket: object, *, since: datetime, as_of: datetime
) -> tuple[int | None, bool | None]:
    rated = (
        select(TicketEvent.data)
        .where(
            TicketEvent.ticket_id == ticket,
            TicketEvent.kind == EventKind.RATED,
            TicketEvent.at >= since,
            TicketEvent.at <= as_of,
        )
        .order_by(TicketEvent.at)
        .limit(1)
    )
    data = session.scalar(rated)
    if data is None:
        return None, None
    score, solved = int(data["score"]), bool(data["solved"])
    return score, is_satisfied(solved=solved, score=score)
