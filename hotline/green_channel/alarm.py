"""The alarm as it is kept: every deed on it records itself."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hotline.database import Base, LookupHash, PrivateJson, PrivateText, enum_by_value, installed_keyring
from hotline.green_channel.call import AlarmCall
from hotline.green_channel.deed import AlarmDeed
from hotline.green_channel.event import AlarmEvent
from hotline.green_channel.live import LiveAlarm
from hotline.green_channel.vocabulary import AcknowledgedBy, AlarmEventKind, AlarmOutcome, AlarmState
from hotline.phone import plain_number


class Alarm(Base):
    """The columns are `LiveAlarm`'s fields; nobody assigns them from outside.

    No foreign key leads to the ticket: while the database is away an alarm may reach it first.
    """

    __tablename__ = "alarms"
    __table_args__ = (Index("ix_alarms_state_next_ring_at", "state", "next_ring_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String, index=True)
    channel: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    title: Mapped[str] = mapped_column(PrivateText)
    said: Mapped[str] = mapped_column(PrivateText)
    advised: Mapped[str] = mapped_column(PrivateText)
    raised_by: Mapped[str] = mapped_column(String)
    raised_at: Mapped[datetime] = mapped_column(index=True)
    rules: Mapped[list[str]] = mapped_column(JSON)
    rules_version: Mapped[str] = mapped_column(String)
    caller_name: Mapped[str | None] = mapped_column(PrivateText)
    place: Mapped[str | None] = mapped_column(PrivateText)
    place_at: Mapped[datetime | None]
    phone: Mapped[str | None] = mapped_column(PrivateText)
    phone_at: Mapped[datetime | None]
    phone_hash: Mapped[str | None] = mapped_column(LookupHash("phone"), index=True)
    details: Mapped[Mapping[str, str]] = mapped_column(PrivateJson)
    ticket_id: Mapped[UUID | None] = mapped_column(index=True)
    ticket_number: Mapped[str | None] = mapped_column(String(11), index=True)
    state: Mapped[AlarmState] = mapped_column(enum_by_value(AlarmState))
    rung: Mapped[int]
    rung_name: Mapped[str | None] = mapped_column(String)
    rung_at: Mapped[datetime | None]
    next_ring_at: Mapped[datetime | None]
    unanswered_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None] = mapped_column(String)
    acknowledged_how: Mapped[AcknowledgedBy | None] = mapped_column(enum_by_value(AcknowledgedBy))
    arrived_at: Mapped[datetime | None]
    arrived_by: Mapped[str | None] = mapped_column(String)
    called_off_at: Mapped[datetime | None]
    called_off_by: Mapped[str | None] = mapped_column(String)
    reason: Mapped[str | None] = mapped_column(PrivateText)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String)
    outcome: Mapped[AlarmOutcome | None] = mapped_column(enum_by_value(AlarmOutcome))
    note: Mapped[str | None] = mapped_column(PrivateText)
    forgotten_at: Mapped[datetime | None]
    events: Mapped[list[AlarmEvent]] = relationship(order_by=AlarmEvent.seq, cascade="all")

    @classmethod
    def raise_(cls, call: AlarmCall) -> Self:
        alarm = cls()
        alarm._take(LiveAlarm.of(call))
        alarm.events.append(
            AlarmEvent(
                seq=1,
                deed=call.id,
                kind=AlarmEventKind.RAISED,
                at=call.raised_at,
                by=call.raised_by,
                data={"kind": call.kind, "rules": list(call.rules)},
                private={"said": call.said},
            )
        )
        return alarm

    @property
    def facts(self) -> LiveAlarm:
        """The same, free of the store."""
        known = {one.name: getattr(self, one.name) for one in fields(LiveAlarm)}
        return LiveAlarm(**known | {"rules": tuple(self.rules)})

    def do(self, deed: AlarmDeed) -> None:
        """Raises AlarmRefused; a deed done before changes nothing."""
        if any(event.deed == deed.id for event in self.events):
            return
        self._take(self.facts.after(deed))
        self.events.append(
            AlarmEvent(
                seq=len(self.events) + 1,
                deed=deed.id,
                kind=deed.kind,
                at=deed.at,
                by=deed.by,
                data=_plain(deed),
                private=_private(deed),
            )
        )

    def _take(self, facts: LiveAlarm) -> None:
        for one in fields(LiveAlarm):
            value = getattr(facts, one.name)
            setattr(self, one.name, list(value) if one.name == "rules" else value)
        dialled = plain_number(self.phone or "")
        self.phone_hash = installed_keyring().lookup_hash(dialled) if dialled else None


def _plain(deed: AlarmDeed) -> dict[str, Any]:
    shown = ("rung", "name", "ring_by", "how", "outcome", "ticket_number")
    return {name: getattr(deed, name) for name in shown if getattr(deed, name) is not None}


def _private(deed: AlarmDeed) -> Mapping[str, str] | None:
    hidden = ("text", "place", "phone", "caller_name")
    return {name: getattr(deed, name) for name in hidden if getattr(deed, name)} or None
