"""How fast help was called: of the alarms raised in a span, each wait, and what it turned out to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.green_channel import Alarm, AlarmEventKind, AlarmOutcome
from hotline.green_channel.event import AlarmEvent
from hotline.spans import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Emergency:
    """`rung_after` and `acknowledged_after` count from the message; None where it did not happen."""

    id: UUID
    kind: str
    channel: str
    raised_at: datetime
    rung_after: timedelta | None
    acknowledged_after: timedelta | None
    outcome: AlarmOutcome | None
    was_called_off: bool


def emergencies_of(session: Session, *, span: Span, as_of: datetime) -> Iterator[Emergency]:
    """Oldest first; what happened after `as_of` is not looked at."""
    rang = (
        select(func.min(AlarmEvent.at))
        .where(AlarmEvent.alarm_id == Alarm.id, AlarmEvent.kind == AlarmEventKind.RANG)
        .scalar_subquery()
    )
    columns = (
        Alarm.id,
        Alarm.kind,
        Alarm.channel,
        Alarm.raised_at,
        Alarm.acknowledged_at,
        Alarm.outcome,
        Alarm.closed_at,
        Alarm.called_off_at,
        rang.label("rung_at"),
    )
    within = select(*columns).where(Alarm.raised_at >= span.start, Alarm.raised_at < span.end)
    for row in session.execute(within.order_by(Alarm.raised_at, Alarm.id)):
        yield Emergency(
            id=row.id,
            kind=row.kind,
            channel=row.channel,
            raised_at=row.raised_at,
            rung_after=_after(row.raised_at, row.rung_at, as_of=as_of),
            acknowledged_after=_after(row.raised_at, row.acknowledged_at, as_of=as_of),
            outcome=row.outcome if row.closed_at and row.closed_at <= as_of else None,
            was_called_off=bool(row.called_off_at and row.called_off_at <= as_of),
        )


def _after(raised: datetime, at: datetime | None, *, as_of: datetime) -> timedelta | None:
    return at - raised if at is not None and at <= as_of else None
