"""What is said to an event: the hotline's reply where something was asked, else a sentence of our own."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from hotline.clock import Clock
from hotline.database import StorageUnavailable
from hotline.notifications.writing import WECHAT
from hotline.safety import TriageGrade, screen
from telephony.channels.wechat.events import (
    Event,
    MenuTapped,
    NothingToSay,
    PlaceSent,
    TemplateTold,
    TextSaid,
    Unfollowed,
    VoiceSaid,
)
from telephony.channels.wechat.kept import Answer, Kept
from telephony.channels.wechat.patience import Patience, Wait
from telephony.channels.wechat.recognising import Recognising
from telephony.channels.wechat.standing import Choices, Known, Sayings
from telephony.intake import Intake
from telephony.legible import LONGEST_CRY, clean, trouble_with
from telephony.messages import InboundMessage, Reply
from telephony.notice import notice
from telephony.pace import ConversationPace
from telephony.satisfaction import Satisfaction
from telephony.words import Words

log = logging.getLogger(__name__)
_LONGEST_NUMBER = 12


@dataclass(frozen=True, kw_only=True)
class Voices:
    """The words of the channel: how a reply is written, and what taps, places and other events say.

    `menu` gives what a caller says by tapping an item, None where it is answered by `sayings`; `place` the
    same for a place sent in a conversation, None where nothing there waits for one. `template` hears what
    became of a template message, in a thread.
    """

    render: Callable[[Reply], str]
    sayings: Sayings
    menu: Callable[[str], str | None]
    place: Callable[[PlaceSent, str], str | None]
    template: Callable[[TemplateTold], None]


@dataclass(frozen=True, kw_only=True)
class Responding:
    """`line` is the number told where we cannot answer."""

    intake: Intake
    recognising: Recognising
    choices: Choices
    voices: Voices
    kept: Kept
    words: Words
    line: str
    clock: Clock
    patience: Patience
    wait: Wait
    satisfaction: Satisfaction | None = None
    pace: ConversationPace = field(default_factory=ConversationPace)
    _working: set["asyncio.Future[None]"] = field(default_factory=set)

    async def respond(self, event: Event) -> Answer:
        """Never raises."""
        try:
            return await self._respond(event)
        except Exception:
            # The conversation's edge: whatever broke, the caller reads a sentence and may say it again.
            log.exception("the WeChat channel could not answer")
            return Answer(self.recognising.conversation(event.openid), self._say("utter_trouble"))

    async def _respond(self, event: Event) -> Answer:
        match event:
            case Unfollowed():
                await self.recognising.left(event)
                return Answer()
            case TemplateTold():
                await asyncio.to_thread(self.voices.template, event)
                return Answer()
            case NothingToSay():
                return Answer()
        known = await self.recognising.who(event)
        said = self._said(event, known)
        if said is None:
            return Answer(known.conversation_id, self.voices.sayings.for_event(event))
        return await self._hear(event, said, known=known)

    def _said(self, event: Event, known: Known) -> str | None:
        match event:
            case TextSaid():
                return event.text
            case VoiceSaid():
                return event.heard
            case MenuTapped():
                return self.voices.menu(event.name)
            case PlaceSent():
                return self.voices.place(event, known.conversation_id)
        return None

    async def _hear(self, event: Event, said: str, *, known: Known) -> Answer:
        message = InboundMessage(
            conversation_id=known.conversation_id,
            message_id=event.key,
            channel=WECHAT,
            text=clean(said)[:LONGEST_CRY],
            received_at=self.clock.now(),
            notice=notice().version,
            phone=known.phone,
        )
        # In danger: neither too long, nor too fast, nor held up by anything that asks the store.
        if screen(message.text).grade is TriageGrade.EMERGENCY:
            return await self._ask(message)
        if why := self._refusal(message):
            return Answer(known.conversation_id, self._say(why))
        if late := self.kept.take(event.openid, text=message.text, now=message.received_at):
            return await asyncio.shield(late)
        chosen = await self._chosen(message)
        if chosen is None and (late := self._covered(event, message)):
            return await asyncio.shield(late)
        return await self._ask(replace(message, text=chosen or message.text))

    async def show(self, answer: Answer) -> None:
        """From now on its numbers count."""
        if answer.says is None:
            return
        offer = partial(self.choices.offer, answer.conversation_id, answer.says, at=self.clock.now())
        offered = asyncio.ensure_future(asyncio.to_thread(offer))
        self._working.add(offered)
        offered.add_done_callback(self._working.discard)
        if not answer.is_urgent:
            await self.wait(offered, self.patience.store)

    async def _ask(self, message: InboundMessage) -> Answer:
        reply = await self._judged(message) or await self.intake.receive(message)
        return Answer(
            message.conversation_id,
            self.voices.render(reply) or None,
            says=tuple(choice.says for choice in reply.choices),
            is_urgent=reply.grade is TriageGrade.EMERGENCY,
        )

    async def _judged(self, message: InboundMessage) -> Reply | None:
        """What he says of a settled matter of his; nothing where the store is away."""
        if self.satisfaction is None or screen(message.text).grade is not TriageGrade.ROUTINE:
            return None
        try:
            return await self.satisfaction.take(message)
        except StorageUnavailable:
            return None

    def _refusal(self, message: InboundMessage) -> str | None:
        if why := trouble_with(message.text):
            return why
        is_calm = self.pace.allows(
            message.conversation_id, message_id=message.message_id, now=message.received_at
        )
        return None if is_calm else "utter_too_many_messages"

    async def _chosen(self, message: InboundMessage) -> str | None:
        if len(message.text) > _LONGEST_NUMBER:
            return None
        asked = asyncio.ensure_future(
            asyncio.to_thread(
                self.choices.chosen, message.conversation_id, message.text, at=message.received_at
            )
        )
        return asked.result() if await self.wait(asked, self.patience.store) else None

    def _covered(self, event: Event, message: InboundMessage) -> "asyncio.Future[Answer] | None":
        return self.kept.take(event.openid, text=message.text, now=message.received_at, even_covered=True)

    def _say(self, name: str) -> str:
        return self.words.fill(name, line=self.line)
