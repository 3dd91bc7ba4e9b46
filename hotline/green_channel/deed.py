"""One thing done to an alarm: a plain fact that memory, journal and database all take in the same way."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from hotline.green_channel.vocabulary import AcknowledgedBy, AlarmEventKind, AlarmOutcome, RingBy


@dataclass(frozen=True, kw_only=True)
class AlarmDeed:
    """Made by the functions below; `id` makes doing it twice the same as doing it once.

    `text` is the reason, the note or the words, whichever the kind has.
    """

    alarm_id: UUID
    kind: AlarmEventKind
    by: str
    at: datetime
    rung: int | None = None
    name: str | None = None
    next_ring_at: datetime | None = None
    ring_by: RingBy | None = None
    how: AcknowledgedBy | None = None
    outcome: AlarmOutcome | None = None
    text: str | None = None
    place: str | None = None
    phone: str | None = None
    caller_name: str | None = None
    ticket_id: UUID | None = None
    ticket_number: str | None = None
    id: UUID = field(default_factory=uuid4)


def acknowledge(
    alarm_id: UUID, *, by: str, at: datetime, how: AcknowledgedBy = AcknowledgedBy.DESK
) -> AlarmDeed:
    return AlarmDeed(alarm_id=alarm_id, kind=AlarmEventKind.ACKNOWLEDGED, by=by, at=at, how=how)


def mark_arrived(alarm_id: UUID, *, by: str, at: datetime) -> AlarmDeed:
    return AlarmDeed(alarm_id=alarm_id, kind=AlarmEventKind.ARRIVED, by=by, at=at)


def call_off(alarm_id: UUID, *, by: str, reason: str, at: datetime) -> AlarmDeed:
    return AlarmDeed(alarm_id=alarm_id, kind=AlarmEventKind.CALLED_OFF, by=by, at=at, text=reason)


def record_outcome(
    alarm_id: UUID, *, by: str, outcome: AlarmOutcome, note: str | None = None, at: datetime
) -> AlarmDeed:
    return AlarmDeed(
        alarm_id=alarm_id, kind=AlarmEventKind.OUTCOME_RECORDED, by=by, at=at, outcome=outcome, text=note
    )


def add_contact(
    alarm_id: UUID,
    *,
    by: str,
    place: str | None = None,
    phone: str | None = None,
    caller_name: str | None = None,
    at: datetime,
) -> AlarmDeed:
    return AlarmDeed(
        alarm_id=alarm_id,
        kind=AlarmEventKind.CONTACT_ADDED,
        by=by,
        at=at,
        place=place,
        phone=phone,
        caller_name=caller_name,
    )


def tell_more(alarm_id: UUID, *, by: str, said: str, at: datetime) -> AlarmDeed:
    return AlarmDeed(alarm_id=alarm_id, kind=AlarmEventKind.TOLD_MORE, by=by, at=at, text=said)


def name_ticket(alarm_id: UUID, *, by: str, ticket_id: UUID, number: str, at: datetime) -> AlarmDeed:
    return AlarmDeed(
        alarm_id=alarm_id,
        kind=AlarmEventKind.TICKET_NAMED,
        by=by,
        at=at,
        ticket_id=ticket_id,
        ticket_number=number,
    )


def ring(
    alarm_id: UUID, *, by: str, rung: int, name: str, next_ring_at: datetime | None, at: datetime
) -> AlarmDeed:
    """`rung` counts every ring of the alarm from one; `name` is who was rung."""
    return AlarmDeed(
        alarm_id=alarm_id,
        kind=AlarmEventKind.RANG,
        by=by,
        at=at,
        rung=rung,
        name=name,
        next_ring_at=next_ring_at,
    )


def note_unanswered(alarm_id: UUID, *, by: str, at: datetime) -> AlarmDeed:
    """The same deed whoever notes it: of several replicas the first has done it for all."""
    kind = AlarmEventKind.NOBODY_ANSWERED
    return AlarmDeed(alarm_id=alarm_id, kind=kind, by=by, at=at, id=uuid5(alarm_id, kind.value))


def ring_failed(
    alarm_id: UUID,
    *,
    by: str,
    rung: int,
    name: str,
    ring_by: RingBy,
    reason: str,
    next_ring_at: datetime | None = None,
    at: datetime,
) -> AlarmDeed:
    """`next_ring_at` where the next one is to be rung earlier because of it."""
    return AlarmDeed(
        alarm_id=alarm_id,
        kind=AlarmEventKind.RING_FAILED,
        by=by,
        at=at,
        rung=rung,
        name=name,
        ring_by=ring_by,
        next_ring_at=next_ring_at,
        text=reason,
    )
