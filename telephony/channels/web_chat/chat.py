"""What the web chat says to whoever speaks to it: a welcome, a reply, or why there is none."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hotline.clock import Clock
from hotline.conversations import Direction
from hotline.database import StorageUnavailable
from hotline.ledger import Ledger, SaidLine
from hotline.safety import TriageGrade, screen
from knowledge_base import Hospital
from telephony.channels.web_chat.pace import Pace
from telephony.channels.web_chat.protocol import (
    Saying,
    clean,
    is_conversation,
    new_conversation,
    refused,
    rendered,
    trouble_with,
)
from telephony.intake import Intake
from telephony.messages import LONGEST_MESSAGE, BubbleKind, InboundMessage
from telephony.notice import notice
from telephony.words import Words

log = logging.getLogger(__name__)

CHANNEL = "web_chat"
_REMEMBERED = 60
"""Messages of a conversation shown again after a reload."""
_LONGEST_CRY = 5 * LONGEST_MESSAGE
"""Characters of an over-long message that are still screened: panic may paste a whole story."""


@dataclass(frozen=True, slots=True)
class WebChat:
    """What the doors need."""

    intake: Intake
    ledger: Ledger
    hospital: Hospital
    words: Words
    clock: Clock
    pace: Pace = field(default_factory=Pace)

    async def hear(self, conversation: str, saying: Saying) -> dict[str, Any]:
        """The reply to one message, or the sentence that refuses it; never raises."""
        message = InboundMessage(
            conversation_id=conversation,
            message_id=saying.id,
            channel=CHANNEL,
            text=clean(saying.text)[:_LONGEST_CRY],
            received_at=self.clock.now(),
            notice=saying.notice,
        )
        try:
            if why := self._refusal(message):
                return self.refuse(saying.id, why=why)
            return rendered(await self.intake.receive(message))
        except Exception:
            log.exception("the web chat could not answer")
            return self.refuse(saying.id, why="utter_trouble")

    def refuse(self, message_id: object, *, why: str) -> dict[str, Any]:
        line = self.hospital.placeholders["hotline"]
        return refused(message_id, why=why, text=self.words.fill(why, line=line))

    def _refusal(self, message: InboundMessage) -> str | None:
        why = trouble_with(message.text)
        if why is None and not self.pace.allows(
            message.conversation_id, message_id=message.message_id, now=message.received_at
        ):
            why = "utter_too_many_messages"
        # Too long or too fast: whoever is in danger is answered all the same.
        return None if why and screen(message.text).grade is TriageGrade.EMERGENCY else why

    async def welcome(self, wanted: object) -> dict[str, Any]:
        """The first frame: the conversation's name, its history, and how to ring for help."""
        known = is_conversation(wanted)
        conversation = str(wanted) if known else new_conversation()
        return {
            "type": "welcome",
            "conversation": conversation,
            "history": await self._history(conversation) if known else [],
            "hospital": {
                "name": self.hospital.name,
                "hotline": self.hospital.placeholders["hotline"],
                "emergency_line": self.hospital.placeholders["emergency_line"],
            },
            "notice": await self._notice(conversation if known else None),
            "greeting": self.words.fill("utter_greet"),
            "choices": [{"title": one.title, "says": one.says} for one in self.words.choices("utter_greet")],
        }

    async def _history(self, conversation: str) -> list[Mapping[str, str]]:
        try:
            lines = await asyncio.to_thread(self.ledger.history, conversation, limit=_REMEMBERED)
        except StorageUnavailable:
            log.warning("history unavailable; the conversation goes on without it")
            return []
        return [_shown_again(line) for line in lines if line.text]

    async def _notice(self, conversation: str | None) -> dict[str, Any]:
        """`is_new` where an earlier version of it was shown in this conversation."""
        shown = notice()
        try:
            seen = await asyncio.to_thread(self.ledger.notice_seen, conversation) if conversation else None
        except StorageUnavailable:
            seen = None
        is_new = seen is not None and seen != shown.version
        text = f"{shown.changed}{shown.line}" if is_new else shown.line
        return {"version": shown.version, "text": text, "is_new": is_new}


def _shown_again(line: SaidLine) -> Mapping[str, str]:
    ours = line.direction is Direction.OUT
    instruction = ours and line.grade is TriageGrade.EMERGENCY
    return {
        "id": line.message_id,
        "who": "hotline" if ours else "caller",
        "kind": (BubbleKind.INSTRUCTION if instruction else BubbleKind.TEXT).value,
        "text": line.text,
        "at": line.at.isoformat(),
    }
