"""What patients thought of it: of the tickets answered in a span, who judged and how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import Session, aliased

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
    told = _told(span, as_of=as_of)
    rated = aliased(TicketEvent)
    judged = and_(
        rated.ticket_id == told.c.ticket_id,
        rated.kind == EventKind.RATED,
        rated.at >= told.c.at,
        rated.at <= as_of,
    )
    rows = (
        select(told, Ticket.number, Ticket.department, rated.data)
        .join(Ticket, Ticket.id == told.c.ticket_id)
        .outerjoin(rated, judged)
        .order_by(told.c.at, told.c.ticket_id, rated.at, rated.seq)
    )
    for _, judgements in groupby(session.execute(rows.execution_options(yield_per=2000)), key=itemgetter(0)):
        first = next(judgements)
        score, satisfied = _judgement(first.data)
        yield Judged(
            number=first.number,
            department=first.department,
            fed_back_at=first.at,
            score=score,
            satisfied=satisfied,
        )


def _told(span: Span, *, as_of: datetime) -> Subquery:
    """The tickets whose patients heard from us, and when first."""
    first = func.min(TicketEvent.at).label("at")
    news = select(TicketEvent.ticket_id, first).where(
        TicketEvent.kind == EventKind.FED_BACK,
        TicketEvent.at >= span.start,
        TicketEvent.at < span.end,
        TicketEvent.at <= as_of,
    )
    return news.group_by(TicketEvent.ticket_id).subquery()


def _judgement(data: Mapping[str, Any] | None) -> tuple[int | None, bool | None]:
    if data is None:
        return None, None
    score, solved = int(data["score"]), bool(data["solved"])
    return score, is_satisfied(solved=solved, score=score)
