"""What the gate heard becomes an alarm, before anything else is done."""

import asyncio
import logging
import re
from uuid import UUID

from hotline.green_channel import HOTLINE, AlarmCall, Bell, LiveAlarm
from hotline.ledger import TicketReceipt
from hotline.phone import find_phone_number
from hotline.safety import Screening
from telephony.messages import InboundMessage
from telephony.recent import Recent

log = logging.getLogger(__name__)

Promised = asyncio.Future[TicketReceipt]
"""A ticket that is being kept."""

_CLAUSE = re.compile(r"[，,。.；;！!？?\n]+")
_PLACE = re.compile(
    r"[村镇乡组路街巷号楼栋]|单元|小区|门口|附近|旁边|对面|家里$|地址|学校|超市|工地|桥头|路口|医院门"
)
_AT = re.compile(r"[在住]|地址|位置")
_ASKS = re.compile(r"[？?]|[吗呢]$|怎么|什么|多久|要不要|能不能|哪")


class Calling:
    """The intake's hand on the bell."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self._named: Recent[UUID, Promised] = Recent(4096)

    def raise_(self, message: InboundMessage, screening: Screening) -> UUID | None:
        """Does not block; None where the alarm could not be raised, which a person must hear of."""
        try:
            return self._bell.raise_(_call(message, screening))
        except Exception:
            # The instruction must reach the caller whatever happens here.
            log.critical("no alarm for a dangerous message", exc_info=True)
            return None

    def name_ticket(self, alarm_id: UUID, receipt: Promised) -> None:
        """Tells the alarm its ticket as soon as there is one."""
        if self._named.get(alarm_id) is not receipt:
            self._named.put(alarm_id, receipt)
            receipt.add_done_callback(lambda done: self._name(alarm_id, done))

    def add_contact(self, alarm_id: UUID, *, place: str | None, phone: str | None) -> None:
        self._bell.add_contact(alarm_id, place=place, phone=phone)

    def live_of(self, conversation_id: str) -> list[LiveAlarm]:
        """The alarms of a conversation that are neither called off nor closed."""
        return [alarm for alarm in self._bell.live() if alarm.conversation_id == conversation_id]

    def _name(self, alarm_id: UUID, done: Promised) -> None:
        if not done.cancelled() and done.exception() is None:
            receipt = done.result()
            self._bell.name_ticket(alarm_id, ticket_id=receipt.id, number=receipt.number)


def tells_place(text: str) -> bool:
    """Whether a message that follows an alarm says where somebody is, and asks nothing."""
    return bool(_PLACE.search(text)) and not _ASKS.search(text)


def _call(message: InboundMessage, screening: Screening) -> AlarmCall:
    # Stricter than after an alarm: he fell from the second floor, and is not to be looked for there.
    places = [clause for clause in _CLAUSE.split(message.text) if _AT.search(clause) and tells_place(clause)]
    return AlarmCall(
        conversation_id=message.conversation_id,
        channel=message.channel,
        kind=screening.kind or "",
        title=screening.title or "",
        said=message.text,
        advised=screening.say or "",
        raised_by=HOTLINE,
        raised_at=message.received_at,
        rules=screening.rules,
        rules_version=screening.version,
        place="，".join(places) or None,
        phone=find_phone_number(message.text) or message.phone,
    )
