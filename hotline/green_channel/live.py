"""An alarm as plain facts, and what each deed makes of them: the only place that knows the moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hotline.green_channel.call import AlarmCall
from hotline.green_channel.deed import AlarmDeed
from hotline.green_channel.errors import (
    AlarmOver,
    AlreadyAcknowledged,
    AlreadyArrived,
    NotAcknowledged,
    ReasonMissing,
)
from hotline.green_channel.vocabulary import AcknowledgedBy, AlarmEventKind, AlarmOutcome, AlarmState
from hotline.phone import plain_number

LONGEST_SAID = 4000
"""Characters of what a caller said that an alarm carries; the first words are never the ones lost."""


@dataclass(frozen=True, kw_only=True)
class LiveAlarm(AlarmCall):
    """The call and what became of it.

    `rung` counts the rings so far; `next_ring_at` is None as soon as somebody answers. `place_at` and
    `phone_at` are when these were told last, `unanswered_at` when the whole list had been rung in vain.
    """

    state: AlarmState = AlarmState.RAISED
    place_at: datetime | None = None
    phone_at: datetime | None = None
    unanswered_at: datetime | None = None
    rung: int = 0
    rung_name: str | None = None
    rung_at: datetime | None = None
    next_ring_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    acknowledged_how: AcknowledgedBy | None = None
    arrived_at: datetime | None = None
    arrived_by: str | None = None
    called_off_at: datetime | None = None
    called_off_by: str | None = None
    reason: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    outcome: AlarmOutcome | None = None
    note: str | None = None

    @classmethod
    def of(cls, call: AlarmCall) -> "LiveAlarm":
        number = plain_number(call.phone) if call.phone else None
        facts = {name: getattr(call, name) for name in AlarmCall.__dataclass_fields__}
        told = {
            "place_at": call.raised_at if call.place else None,
            "phone_at": call.raised_at if number else None,
        }
        return cls(**facts | told | {"phone": number, "next_ring_at": call.raised_at})

    def after(self, deed: AlarmDeed) -> "LiveAlarm":
        """Raises AlarmRefused where the deed is not allowed."""
        return _MOVES[deed.kind](self, deed)


def _ring(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    # A ring heard of late is recorded all the same, and changes nothing any more.
    if not alarm.state.calls_for_help or deed.rung is None or deed.rung <= alarm.rung:
        return alarm
    return replace(
        alarm,
        state=AlarmState.RINGING,
        rung=deed.rung,
        rung_name=deed.name,
        rung_at=deed.at,
        next_ring_at=deed.next_ring_at,
    )


def _fail(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    """Where nobody could be rung at all the next ring is due earlier."""
    if deed.next_ring_at is None or not alarm.state.calls_for_help or deed.rung != alarm.rung:
        return alarm
    return replace(alarm, next_ring_at=deed.next_ring_at)


def _note_unanswered(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    """Once; where somebody has answered meanwhile it changes nothing any more."""
    if alarm.unanswered_at is not None or not alarm.state.calls_for_help:
        return alarm
    return replace(alarm, unanswered_at=deed.at)


def _tell_more(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    return replace(alarm, said=f"{alarm.said}\n{deed.text}"[:LONGEST_SAID])


def _add_contact(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    return replace(
        alarm,
        place=deed.place or alarm.place,
        place_at=deed.at if deed.place else alarm.place_at,
        phone=plain_number(deed.phone) if deed.phone else alarm.phone,
        phone_at=deed.at if deed.phone else alarm.phone_at,
        caller_name=deed.caller_name or alarm.caller_name,
    )


def _name_ticket(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    return replace(alarm, ticket_id=deed.ticket_id, ticket_number=deed.ticket_number)


def _acknowledge(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    _require_on(alarm)
    if not alarm.state.calls_for_help:
        raise AlreadyAcknowledged(alarm.id, by=alarm.acknowledged_by or "")
    return _answered(alarm, deed)


def _answered(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    return replace(
        alarm,
        state=AlarmState.ACKNOWLEDGED,
        acknowledged_at=deed.at,
        acknowledged_by=deed.by,
        acknowledged_how=deed.how or AcknowledgedBy.DESK,
        next_ring_at=None,
    )


def _arrive(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    """Whoever receives the patient has thereby answered."""
    _require_on(alarm)
    if alarm.state is AlarmState.ARRIVED:
        raise AlreadyArrived(alarm.id)
    answered = _answered(alarm, deed) if alarm.state.calls_for_help else alarm
    return replace(answered, state=AlarmState.ARRIVED, arrived_at=deed.at, arrived_by=deed.by)


def _call_off(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    _require_on(alarm)
    if alarm.state is AlarmState.ARRIVED:
        raise AlreadyArrived(alarm.id)
    if not (deed.text or "").strip():
        raise ReasonMissing(alarm.id)
    return replace(
        alarm,
        state=AlarmState.CALLED_OFF,
        called_off_at=deed.at,
        called_off_by=deed.by,
        reason=deed.text,
        next_ring_at=None,
    )


def _close(alarm: LiveAlarm, deed: AlarmDeed) -> LiveAlarm:
    if alarm.state is AlarmState.CLOSED:
        raise AlarmOver(alarm.id)
    if alarm.state.calls_for_help:
        raise NotAcknowledged(alarm.id)
    return replace(
        alarm,
        state=AlarmState.CLOSED,
        closed_at=deed.at,
        closed_by=deed.by,
        outcome=deed.outcome,
        note=deed.text,
    )


def _require_on(alarm: LiveAlarm) -> None:
    if alarm.state.is_over:
        raise AlarmOver(alarm.id)


_MOVES: Mapping[AlarmEventKind, Callable[[LiveAlarm, AlarmDeed], LiveAlarm]] = {
    AlarmEventKind.RANG: _ring,
    AlarmEventKind.RING_FAILED: _fail,
    AlarmEventKind.NOBODY_ANSWERED: _note_unanswered,
    AlarmEventKind.TOLD_MORE: _tell_more,
    AlarmEventKind.CONTACT_ADDED: _add_contact,
    AlarmEventKind.TICKET_NAMED: _name_ticket,
    AlarmEventKind.ACKNOWLEDGED: _acknowledge,
    AlarmEventKind.ARRIVED: _arrive,
    AlarmEventKind.CALLED_OFF: _call_off,
    AlarmEventKind.OUTCOME_RECORDED: _close,
}
