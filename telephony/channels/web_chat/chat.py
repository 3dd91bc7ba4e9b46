"""What the web chat says to whoever speaks to it: a welcome, a reply, or why there is none."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

from hotline.clock import Clock
from hotline.database import StorageUnavailable
from hotline.handoff import Talks
from hotline.ledger import Ledger, SaidLine
from hotline.safety import TriageGrade, screen
from knowledge_base import Hospital
from telephony.addresses import Networks
from telephony.channels.web_chat.doorbell import Doorbell
from telephony.channels.web_chat.keeping import still_shown
from telephony.channels.web_chat.pace import Pace
from telephony.channels.web_chat.protocol import (
    Saying,
    is_conversation,
    new_conversation,
    refused,
    rendered,
)
from telephony.channels.web_chat.showing import choices_of, pushed, shown_again, standing_of
from telephony.channels.web_chat.turns import Turns
from telephony.intake import Intake
from telephony.legible import LONGEST_CRY, clean, trouble_with
from telephony.messages import InboundMessage, Reply
from telephony.notice import notice
from telephony.notices.in_chat import ChatNotices
from telephony.satisfaction import Satisfaction
from telephony.words import Words

log = logging.getLogger(__name__)

CHANNEL = "web_chat"
_REMEMBERED = 60
"""Messages of a conversation shown again after a reload."""


@dataclass(frozen=True, slots=True)
class News:
    """`talk` is None where no talk is open, `settled` where nothing is to be rated."""

    lines: tuple[dict[str, Any], ...]
    talk: dict[str, Any] | None
    settled: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class WebChat:
    """What the doors need.

    `proxies` are those whose word on a request's origin is believed, `embed_origins` the sites that may show
    the page.
    """

    intake: Intake
    ledger: Ledger
    talks: Talks
    doorbell: Doorbell
    hospital: Hospital
    words: Words
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    turns: Turns = field(default_factory=Turns)
    notices: ChatNotices | None = None
    satisfaction: Satisfaction | None = None
    proxies: Networks = ()
    embed_origins: tuple[str, ...] = ()

    async def hear(self, conversation: str, saying: Saying, *, address: str | None = None) -> dict[str, Any]:
        """The reply to one message, or the sentence that refuses it; never raises."""
        message = InboundMessage(
            conversation_id=conversation,
            message_id=saying.id,
            channel=CHANNEL,
            text=clean(saying.text)[:LONGEST_CRY],
            received_at=self.clock.now(),
            notice=saying.notice,
        )
        try:
            if why := self._refusal(message, address=address):
                return self.refuse(saying.id, why=why)
            if _is_danger(message.text):
                return rendered(await self.intake.receive(message))  # queues behind nothing
            async with self.turns.of(conversation):
                return rendered(await self._judged(message) or await self.intake.receive(message))
        except Exception:
            log.exception("the web chat could not answer")
            return self.refuse(saying.id, why="utter_trouble")

    def refuse(self, message_id: object, *, why: str) -> dict[str, Any]:
        return refused(message_id, why=why, text=self.sentence(why))

    def sentence(self, name: str) -> str:
        return self.words.fill(name, line=self.hospital.placeholders["hotline"])

    def asks_for_judgement(self, conversation: str) -> None:
        """The page shows the question whether a settled matter is solved."""
        if self.satisfaction:
            self.satisfaction.asked(conversation)

    async def _judged(self, message: InboundMessage) -> Reply | None:
        return await self.satisfaction.take(message) if self.satisfaction else None

    def _refusal(self, message: InboundMessage, *, address: str | None) -> str | None:
        why = trouble_with(message.text) or self.pace.refusal(
            message.conversation_id,
            message_id=message.message_id,
            address=address,
            now=message.received_at,
        )
        # Too long or too fast: whoever is in danger is answered all the same.
        return None if why and _is_danger(message.text) else why

    async def welcome(self, wanted: object) -> dict[str, Any]:
        """The first frame: the conversation's name, its history, and how to ring for help."""
        known = is_conversation(wanted)
        conversation = str(wanted) if known else new_conversation()
        # Before the history: a line said between the two is shown by it, and the page drops the copy.
        seq = await self._last_seq(conversation) if known else 0
        news = await self.news(conversation, seq) if known else None
        said = await self._said(conversation) if known else ()
        history = still_shown(said, now=self.clock.now())
        if said and not history and not (news and news.talk):
            return await self.welcome(None)  # over since yesterday: nobody finds it by its name
        if news and news.settled:
            self.asks_for_judgement(conversation)
        return {
            "type": "welcome",
            "conversation": conversation,
            "seq": seq,
            "talk": news.talk if news else None,
            "history": [shown_again(line, words=self.words) for line in history if line.text],
            "settled": news.settled if news else None,
            "hospital": self._numbers(),
            "notice": await self._notice(conversation if known else None),
            "greeting": self.words.fill("utter_greet"),
            "attachments": self.words.fill("utter_no_attachments"),
            "choices": choices_of("utter_greet", words=self.words),
        }

    def _numbers(self) -> dict[str, str]:
        lines = self.hospital.placeholders
        return {"name": self.hospital.name} | {name: lines[name] for name in ("hotline", "emergency_line")}

    async def _said(self, conversation: str) -> tuple[SaidLine, ...]:
        try:
            return await asyncio.to_thread(self._lines, conversation)
        except StorageUnavailable:
            log.warning("history unavailable; the conversation goes on without it")
            return ()

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
            settled = await self._settled(conversation) if standing is None else None
        except StorageUnavailable:
            return None
        shown = still_shown(lines, now=self.clock.now())
        told = tuple(pushed(line, words=self.words) for line in shown)
        return News(lines=told, talk=standing_of(standing, words=self.words), settled=settled)

    async def _last_seq(self, conversation: str) -> int:
        try:
            return await asyncio.to_thread(self.talks.last_seq, conversation)
        except StorageUnavailable:
            return 0

    def _lines(self, conversation: str) -> tuple[SaidLine, ...]:
        lines = self.ledger.history(conversation, limit=_REMEMBERED)
        return self.notices.among(lines, conversation_id=conversation) if self.notices else lines

    async def _settled(self, conversation: str) -> dict[str, Any] | None:
        """What was settled since and is to be rated: the sentence that asks, its answers, the progress code.

        Raises StorageUnavailable.
        """
        code = await asyncio.to_thread(self.ledger.rateable_code, conversation)
        if code is None:
            return None
        name = "utter_rate_please"
        choices = choices_of(name, words=self.words)
        return {"text": self.words.fill(name), "code": code, "choices": choices}


def _is_danger(text: str) -> bool:
    return screen(text).grade is TriageGrade.EMERGENCY
