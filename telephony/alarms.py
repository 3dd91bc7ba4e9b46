"""While an emergency is going on: what to do is repeated, where they are and whom to ring is taken down."""

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from hotline.green_channel import SAME_MATTER
from hotline.ledger import JournalUnavailable, Ledger, TicketReceipt
from hotline.phone import in_groups
from telephony.calling import Calling
from telephony.messages import Bubble, BubbleKind, InboundMessage
from telephony.recent import Recent
from telephony.whereabouts import Whereabouts, read_whereabouts
from telephony.words import Words

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Alarm:
    raised_at: datetime
    receipt: "asyncio.Future[TicketReceipt] | None" = None
    number: str | None = None
    """Of the ticket, where another process opened it."""
    ids: set[UUID] = field(default_factory=set)
    """Of the green channel: one a danger."""
    listens: bool = True
    """Until the caller speaks of something else: then a number may answer another question."""


class Alarms:
    """The emergencies of the last half hour, by conversation."""

    def __init__(self, *, ledger: Ledger, calling: Calling, words: Words) -> None:
        self._ledger = ledger
        self._calling = calling
        self._words = words
        self._alarms: Recent[str, _Alarm] = Recent(4096)

    def note(
        self, message: InboundMessage, receipt: "asyncio.Future[TicketReceipt]", *, alarm_id: UUID | None
    ) -> None:
        before = self._on(message.conversation_id, message.received_at)
        alarm = _Alarm(message.received_at, receipt, ids=before.ids if before else set())
        if alarm_id is not None:
            alarm.ids.add(alarm_id)
            self._calling.name_ticket(alarm_id, receipt)
        self._alarms.put(message.conversation_id, alarm)

    def is_on(self, conversation_id: str, *, at: datetime) -> bool:
        """Whether an emergency of this conversation is still going on."""
        return self._on(conversation_id, at) is not None

    def reminder(self, message: InboundMessage) -> tuple[Bubble, ...]:
        """What to do if it is still going on; nothing where no alarm is on."""
        if self._on(message.conversation_id, message.received_at) is None:
            return ()
        return (Bubble(self._words.fill("utter_emergency_reminder"), BubbleKind.INSTRUCTION),)

    async def take_down(self, message: InboundMessage) -> tuple[Bubble, ...]:
        """The answer to a place or a number told after an alarm; nothing where something else is said."""
        alarm = self._on(message.conversation_id, message.received_at)
        if alarm is None:
            return ()
        told = read_whereabouts(message.text)
        if not (alarm.listens or told.is_on_map):
            return ()
        held = self._calling.contact_of(alarm.ids)
        if told.is_unclear and (held.place or held.phone):
            return (Bubble(self._words.fill("utter_emergency_which")), *self.reminder(message))
        alarm.listens = bool(told.phone or told.place)
        if not alarm.listens:
            return ()
        for alarm_id in alarm.ids:
            self._calling.add_contact(alarm_id, told)
        on_ticket = told.phone is not None and await self._add_contact(alarm, phone=told.phone)
        if not alarm.ids and told.phone and not on_ticket:
            told = replace(told, phone=None)  # read back only what somebody can ring
        held = self._calling.contact_of(alarm.ids) if alarm.ids else told
        return (self._read_back(held), *self.reminder(message))

    def told_at_once(self, alarm_id: UUID | None) -> tuple[Bubble, ...]:
        """What was told with the danger itself, read back."""
        held = self._calling.contact_of([alarm_id] if alarm_id else [])
        return (self._read_back(held),) if held.place or held.phone else ()

    def _read_back(self, held: Whereabouts) -> Bubble:
        """Both, each as it stands on the sheet; asked for, where it is missing."""
        place, phone = "utter_emergency_place", "utter_emergency_phone"
        parts = [
            self._words.fill("utter_emergency_noted"),
            self._words.fill(place, place=held.place) if held.place else "",
            self._words.fill(phone, phone=in_groups(held.phone)) if held.phone else "",
            self._words.fill("utter_emergency_put_right"),
            "" if held.place else self._words.fill("utter_emergency_ask_place"),
            "" if held.phone else self._words.fill("utter_emergency_ask_phone"),
        ]
        return Bubble("".join(parts))

    async def _add_contact(self, alarm: _Alarm, *, phone: str) -> bool:
        try:
            number = (await alarm.receipt).number if alarm.receipt else alarm.number
            if number is None:
                return False
            await asyncio.to_thread(self._ledger.add_contact, number, phone=phone, caller_name=None)
        except JournalUnavailable:
            log.critical("neither the database nor the disk took the number of an emergency")
            return False
        return True

    def _on(self, conversation_id: str, at: datetime) -> _Alarm | None:
        alarm = self._alarms.get(conversation_id) or self._recalled(conversation_id)
        on = alarm is not None and at - alarm.raised_at < SAME_MATTER
        return alarm if on else None

    def _recalled(self, conversation_id: str) -> _Alarm | None:
        """What the bell knows of this conversation from before a restart, or from another process."""
        live = self._calling.live_of(conversation_id)
        if not live:
            return None
        number = next((alarm.ticket_number for alarm in live if alarm.ticket_number), None)
        raised_at = max(alarm.raised_at for alarm in live)
        recalled = _Alarm(raised_at, number=number, ids={alarm.id for alarm in live})
        self._alarms.put(conversation_id, recalled)
        return recalled
