"""Who rings an alarm that is due: the one replica that could lock its row, once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from hotline.green_channel.alarm import Alarm
from hotline.green_channel.deed import AlarmDeed, ring
from hotline.green_channel.ladder import Ladder
from hotline.green_channel.live import LiveAlarm
from hotline.green_channel.vocabulary import HOTLINE, AlarmState

_WAITING = [state for state in AlarmState if state.calls_for_help]
_ANSWERED = [AlarmState.ACKNOWLEDGED, AlarmState.ARRIVED]
_STILL_SHOWN = timedelta(days=2)


def next_ring(alarm: LiveAlarm, *, ladder: Ladder, now: datetime) -> AlarmDeed:
    """The ring after the last one, whoever makes it."""
    number = alarm.rung + 1
    return ring(
        alarm.id,
        by=HOTLINE,
        rung=number,
        name=ladder.rung(number).name,
        next_ring_at=ladder.next_ring_at(number, rung_at=now),
        at=now,
    )


def claim_due_ring(session: Session, *, ladder: Ladder, now: datetime) -> LiveAlarm | None:
    """Takes one due alarm that nobody else holds, and records its ring before it is made."""
    due = (
        select(Alarm)
        .where(_due(ladder, now))
        .order_by(Alarm.next_ring_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .options(selectinload(Alarm.events))
        .execution_options(populate_existing=True)
    )
    alarm = session.scalar(due)
    if alarm is None:
        return None
    alarm.do(next_ring(alarm.facts, ladder=ladder, now=now))
    return alarm.facts


def is_ring_due(session: Session, *, ladder: Ladder, now: datetime) -> bool:
    """The same question without a lock: asked all the time, it must not hold up those who write."""
    return session.scalar(select(Alarm.id).where(_due(ladder, now)).limit(1)) is not None


def look_at_alarms(session: Session, *, known: Sequence[UUID], now: datetime) -> list[LiveAlarm]:
    """What is going on and not long past, and how the known ones stand."""
    recent = Alarm.state.in_(_ANSWERED) & (Alarm.raised_at > now - _STILL_SHOWN)
    wanted = or_(Alarm.state.in_(_WAITING), recent, Alarm.id.in_(known))
    return [alarm.facts for alarm in session.scalars(select(Alarm).where(wanted))]


def _due(ladder: Ladder, now: datetime) -> ColumnElement[bool]:
    set_back = Alarm.next_ring_at > now + ladder.longest_wait
    return Alarm.state.in_(_WAITING) & ((Alarm.next_ring_at <= now) | set_back)
