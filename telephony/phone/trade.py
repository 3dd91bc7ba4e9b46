"""What every scene of a call works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from hotline.clock import Clock
from hotline.green_channel import Bell
from hotline.handoff import Talks
from hotline.ledger import Ledger
from knowledge_base import Hospital
from telephony.intake import Intake
from telephony.messages import InboundMessage
from telephony.nurses import Nurses
from telephony.phone.background import Background
from telephony.phone.call import CHANNEL, Call, Go, Outcome
from telephony.phone.events import CallEvent
from telephony.phone.hearing import Hearing
from telephony.phone.voice import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Voicemail:
    """A recording the caller was told of; `text` is what a recogniser made of it."""

    call: str
    conversation_id: str
    recording: str
    lasted: timedelta
    text: str | None
    ticket: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One for all calls of a process. `keep_voicemail` may take its time: it is called from a thread."""

    intake: Intake
    nurses: Nurses
    talks: Talks
    ledger: Ledger
    bell: Bell
    hospital: Hospital
    voice: Voice
    hearing: Hearing
    clock: Clock
    keep_voicemail: Callable[[Voicemail], None] | None = None
    background: Background = field(default_factory=Background)

    def message(self, call: Call, *, text: str, token: str) -> InboundMessage:
        return InboundMessage(
            conversation_id=call.conversation_id,
            message_id=token,
            channel=CHANNEL,
            text=text,
            received_at=self.clock.now(),
            phone=call.number,
        )


class Act(Protocol):
    """One scene: how it begins, and what it makes of what the caller does next."""

    async def enter(self, call: Call, go: Go) -> Outcome: ...

    async def take(self, call: Call, event: CallEvent) -> Outcome: ...
