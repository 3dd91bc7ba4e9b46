"""What the web chat says to whoever speaks to it: a welcome, a reply, or why there is none."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hotline.clock import Clock
from hotline.conversations import Direction
from hotline.database import StorageUnavailable
from hotline.handoff import PushedLine, Talks, TalkStanding
from hotline.ledger import Ledger, SaidLine
from hotline.safety import TriageGrade, screen
from knowledge_base import Hospital
from telephony.channels.web_chat.doorbell import Doorbell
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
from telephony.notices.in_chat import ChatNotices
from telephony.words import Words

log = logging.getLogger(__name__)

CHANNEL = "web_chat"
_REMEMBERED = 60
"""Messages of a conversation shown again after a reload."""
_LONGEST_CRY = 5 * LONGEST_MESSAGE
"""Characters of an over-long message that are still screened: panic may paste a whole story."""


@dataclass(frozen=True, slots=True)
class News:
    """`talk` is None where no talk is open."""

    lines: tuple[dict[str, Any], ...]
    talk: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class WebChat:
    """What the doors need."""

    intake: Intake
    ledger: Ledger
    talks: Talks
    doorbell: Doorbell
    hospital: Hospital
    words: Words
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    notices: ChatNotices | None = None

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
        # Before the history: a line said between the two is shown by it, and the page drops the copy.
        seq = await self._last_seq(conversation) if known else 0
        news = await self.news(conversation, seq) if known else None
        return {
            "type": "welcome",
            "conversation": conversation,
            "seq": seq,
            "talk": news.talk if news else None,
            "history": await self._history(conversation) if known else [],
            "settled": await self._settled(conversation) if known else None,
            "hospital": {
                "name": self.hospital.name,
                "hotline": self.hospital.placeholders["hotline"],
                "emergency_line": self.hospital.placeholders["emergency_line"],
            },
            "notice": await self._notice(conversation if known else None),
            "greeting": self.words.fill("utter_greet"),
            "choices": [{"title": one.title, "says": one.says} for one in self.words.choices("utter_greet")],
        }

    async def _history(self, conversation: str) -> list[Mapping[str, Any]]:
        try:
            lines = await asyncio.to_thread(self._lines, conversation)
        except StorageUnavailable:
            log.warning("history unavailable; the conversation goes on without it")
            return []
        return [self._shown_again(line) for line in lines if line.text]

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

    async def news(self, conversation: str, after: int) -> News | None:
        """What a nurse said after this number, and how the talk stands; None while nobody can tell."""
        try:
            # In this order: nobody is told that a talk is over before its last line.
            standing = await asyncio.to_thread(self.talks.standing, conversation)
            lines = await asyncio.to_thread(self.talks.lines_after, conversation, after)
        except StorageUnavailable:
            return None
        return News(lines=tuple(map(self._pushed, lines)), talk=self._talk(standing))

    async def _last_seq(self, conversation: str) -> int:
        try:
            return await asyncio.to_thread(self.talks.last_seq, conversation)
        except StorageUnavailable:
            return 0

    def _pushed(self, line: PushedLine) -> dict[str, Any]:
        return {
            "seq": line.seq,
            "id": line.message_id,
            "who": "nurse" if line.nurse else "notice",
            "by": self._label(line.nurse),
            "text": line.text,
            "at": line.at.isoformat(),
        }

    def _talk(self, standing: TalkStanding | None) -> dict[str, Any] | None:
        if standing is None:
            return None
        wait = standing.wait
        if standing.nurse:
            text = self.words.fill("utter_talk_held", nurse=standing.nurse)
        elif wait is None:
            text = self.words.fill("utter_talk_nobody")
        else:
            name = "utter_talk_waiting" if wait.ahead else "utter_talk_next"
            text = self.words.fill(name, ahead=wait.ahead, minutes=wait.minutes)
        return {"nurse": standing.nurse, "text": text}

    def _label(self, nurse: str | None) -> str:
        return self.words.fill("utter_nurse_label", nurse=nurse) if nurse else ""

    def _shown_again(self, line: SaidLine) -> Mapping[str, Any]:
        return _shown(line) | {"by": self._label(line.nurse), "seq": line.seq}

    def _lines(self, conversation: str) -> tuple[SaidLine, ...]:
        lines = self.ledger.history(conversation, limit=_REMEMBERED)
        return self.notices.among(lines, conversation_id=conversation) if self.notices else lines

    async def _settled(self, conversation: str) -> Mapping[str, str] | None:
        """What was settled since and is to be rated: the sentence that asks, and the progress code."""
        try:
            code = await asyncio.to_thread(self.ledger.rateable_code, conversation)
        except StorageUnavailable:
            return None
        return {"text": self.words.fill("utter_rate_please"), "code": code} if code else None


def _shown(line: SaidLine) -> dict[str, Any]:
    ours = line.direction is Direction.OUT
    instruction = ours and line.grade is TriageGrade.EMERGENCY
    return {
        "id": line.message_id,
        "who": _who(line) if ours else "caller",
        "kind": (BubbleKind.INSTRUCTION if instruction else BubbleKind.TEXT).value,
        "text": line.text,
        "at": line.at.isoformat(),
    }


def _who(line: SaidLine) -> str:
    if line.seq is None:
        return "hotline"
    return "nurse" if line.nurse else "notice"
