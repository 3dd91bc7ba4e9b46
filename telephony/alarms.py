"""While an emergency is going on: what to do is repeated, where they are and whom to ring is taken down."""

import asyncio
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.ledger import JournalUnavailable, Ledger, TicketReceipt
from hotline.phone import find_phone_number, last_four
from telephony.messages import Bubble, BubbleKind, InboundMessage
from telephony.recent import Recent
from telephony.words import Words

log = logging.getLogger(__name__)

SAME_MATTER = timedelta(minutes=30)
"""How long a danger counts as the one already told: it gets no second ticket, and is not forgotten either."""

_PLACE = re.compile(
    r"[村镇乡组路街巷号楼栋]|单元|小区|门口|附近|旁边|对面|家里$|地址|学校|超市|工地|桥头|路口|医院门"
)
_ASKS = re.compile(r"[？?]|[吗呢]$|怎么|什么|多久|要不要|能不能|哪")


@dataclass(slots=True)
class _Alarm:
    raised_at: datetime
    receipt: "asyncio.Future[TicketReceipt]"
    listens: bool = True
    """Until the caller speaks of something else: then a number may answer another question."""


class Alarms:
    """The emergencies of the last half hour, by conversation."""

    def __init__(self, *, ledger: Ledger, words: Words) -> None:
        self._ledger = ledger
        self._words = words
        self._alarms: Recent[str, _Alarm] = Recent(4096)

    def note(self, message: InboundMessage, receipt: "asyncio.Future[TicketReceipt]") -> None:
        self._alarms.put(message.conversation_id, _Alarm(message.received_at, receipt))

    def reminder(self, message: InboundMessage) -> tuple[Bubble, ...]:
        """What to do if it is still going on; nothing where no alarm is on."""
        if self._on(message) is None:
            return ()
        return (Bubble(self._words.fill("utter_emergency_reminder"), BubbleKind.INSTRUCTION),)

    async def take_down(self, message: InboundMessage) -> tuple[Bubble, ...]:
        """The answer to a place or a number told after an alarm; nothing where something else is said."""
        alarm = self._on(message)
        if alarm is None or not alarm.listens:
            return ()
        phone = find_phone_number(message.text)
        place = _PLACE.search(message.text) and not _ASKS.search(message.text)
        alarm.listens = bool(phone or place)
        if not alarm.listens:
            return ()
        noted = [self._words.fill("utter_emergency_noted")]
        if phone and await self._add_contact(alarm, phone=phone):
            noted.append(self._words.fill("utter_plain_contact_added", phone_end=last_four(phone)))
        return (Bubble("".join(noted)), *self.reminder(message))

    async def _add_contact(self, alarm: _Alarm, *, phone: str) -> bool:
        try:
            receipt = await alarm.receipt
            await asyncio.to_thread(self._ledger.add_contact, receipt.number, phone=phone, caller_name=None)
        except JournalUnavailable:
            log.critical("neither the database nor the disk took the number of an emergency")
            return False
        return True

    def _on(self, message: InboundMessage) -> _Alarm | None:
        alarm = self._alarms.get(message.conversation_id)
        on = alarm is not None and message.received_at - alarm.raised_at < SAME_MATTER
        return alarm if on else None
