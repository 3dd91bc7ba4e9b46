"""A caller binds his telephone in the chat: asked for the number, then for the code that was sent to it."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.identity import (
    AskedTooOften,
    Awaited,
    ChannelIdentity,
    Confirmation,
    NoMobile,
    ask_binding,
    await_number,
    awaited,
    bound_phone,
    confirm_binding,
    find_identity,
    recognise,
    unbind,
)
from hotline.ledger import own_progress
from hotline.notifications.writing import WEB_CHAT, WECHAT
from hotline.phone import hidden_middle
from knowledge_base import Hospital
from telephony.binding_words import Heard, Wish, read_binding
from telephony.messages import Bubble, InboundMessage, Reply, Speaker
from telephony.own_progress import tell_own
from telephony.recent import Recent
from telephony.words import Words

log = logging.getLogger(__name__)

CHANNELS = frozenset({WEB_CHAT, WECHAT})
"""Where somebody writes; a telephone proves its own number."""

_AT_ONCE = timedelta(seconds=0.2)
_CONFIRMED = {
    Confirmation.BOUND: "utter_binding_done",
    Confirmation.WRONG: "utter_binding_wrong",
    Confirmation.TRIED_OUT: "utter_binding_tried_out",
}


class Binding:
    """Answers from rules and the store, whatever becomes of Rasa.

    What is awaited stands in the store: the next message may come to another replica. Digits are taken for
    the number or the code within ten minutes of asking for it, unless an emergency wants them first.
    """

    def __init__(
        self, *, database: Database, hospital: Hospital, words: Words, clock: Clock, sends_sms: bool
    ) -> None:
        self._database = database
        self._hospital = hospital
        self._words = words
        self._clock = clock
        self._sends_sms = sends_sms
        self._asking: Recent[str, datetime] = Recent(4096)

    async def answer(self, message: InboundMessage) -> Reply | None:
        """The reply to a message about binding, or to what was asked for it; None for any other."""
        heard = read_binding(message.text) if message.channel in CHANNELS else None
        if heard is None:
            return None
        try:
            said = await asyncio.to_thread(self._hear, message, heard)
        except StorageUnavailable:
            log.warning("the store is away: no number is bound now")
            known = heard.wish or self._asking.get(message.conversation_id)
            said = self._say("utter_binding_unavailable") if known else None
        if said is None:
            return None
        return replace(said, message_id=message.message_id, kept=heard.kept)

    async def known(self, message: InboundMessage) -> InboundMessage:
        """A web chat's with the number its caller bound, where the store tells it at once.

        Danger waits for nothing else; the door of WeChat tells the number itself.
        """
        if message.phone or message.channel != WEB_CHAT:
            return message
        asked = asyncio.to_thread(self._phone_of, message.conversation_id)
        try:
            phone = await asyncio.wait_for(asked, _AT_ONCE.total_seconds())
        except (StorageUnavailable, TimeoutError):
            return message
        return replace(message, phone=phone) if phone else message

    def _phone_of(self, conversation_id: str) -> str | None:
        with self._database.reading() as session:
            return bound_phone(session, conversation_id=conversation_id)

    def _hear(self, message: InboundMessage, heard: Heard) -> Reply | None:
        if heard.wish is Wish.PROGRESS:
            return self._tell_progress(message)
        with self._database.reading() as session:
            found = find_identity(session, conversation_id=message.conversation_id)
            if heard.wish is None and (
                found is None or awaited(session, identity=found, clock=self._clock) is None
            ):
                return None
        with self._database.transaction() as session:
            return self._do(session, message, heard)

    def _do(self, session: Session, message: InboundMessage, heard: Heard) -> Reply | None:
        identity = self._identity(session, message)
        if identity is None:
            return self._say("utter_binding_unavailable")
        if heard.wish is Wish.UNBIND:
            return self._unbind(session, identity)
        if heard.wish is Wish.WHICH:
            return self._tell_which(identity)
        if heard.wish is Wish.BIND and not heard.phone:
            return self._ask_number(session, identity)
        if heard.phone:
            return self._send_code(session, identity, phone=heard.phone)
        return self._take_digits(session, identity, heard)

    def _identity(self, session: Session, message: InboundMessage) -> ChannelIdentity | None:
        """Of WeChat only whom the door made known: here nobody knows his openid."""
        if message.channel == WECHAT:
            return find_identity(session, conversation_id=message.conversation_id)
        return recognise(
            session,
            channel=message.channel,
            address=message.conversation_id,
            conversation_id=message.conversation_id,
            at=self._clock.now(),
        )

    def _ask_number(self, session: Session, identity: ChannelIdentity) -> Reply:
        if not self._sends_sms:
            return self._say("utter_binding_no_sms")
        await_number(session, identity=identity, clock=self._clock)
        self._asking.put(identity.conversation_id, self._clock.now())
        if identity.phone:
            return self._say("utter_binding_ask_another", phone=hidden_middle(identity.phone))
        return self._say("utter_binding_ask_number")

    def _send_code(self, session: Session, identity: ChannelIdentity, *, phone: str) -> Reply:
        if not self._sends_sms:
            return self._say("utter_binding_no_sms")
        try:
            ask_binding(session, identity=identity, phone=phone, clock=self._clock)
        except AskedTooOften:
            return self._say("utter_binding_too_often")
        except NoMobile:
            await_number(session, identity=identity, clock=self._clock)
            return self._say("utter_binding_no_mobile")
        self._asking.put(identity.conversation_id, self._clock.now())
        return self._say("utter_binding_code_sent", phone=hidden_middle(phone))

    def _take_digits(self, session: Session, identity: ChannelIdentity, heard: Heard) -> Reply | None:
        expected = awaited(session, identity=identity, clock=self._clock)
        if expected is None:
            return None
        if expected is Awaited.NUMBER:
            return self._say("utter_binding_number_unclear")
        if heard.code is None:
            return self._say("utter_binding_code_unclear")
        outcome = confirm_binding(session, identity=identity, code=heard.code, clock=self._clock)
        if outcome is not Confirmation.WRONG:
            self._asking.drop(identity.conversation_id)
        return self._say(_CONFIRMED[outcome], phone=hidden_middle(identity.phone or ""))

    def _unbind(self, session: Session, identity: ChannelIdentity) -> Reply:
        self._asking.drop(identity.conversation_id)
        was_bound = unbind(session, identity=identity, clock=self._clock)
        return self._say("utter_binding_undone" if was_bound else "utter_binding_none")

    def _tell_which(self, identity: ChannelIdentity) -> Reply:
        if identity.phone is None:
            return self._say("utter_binding_none")
        return self._say("utter_binding_is", phone=hidden_middle(identity.phone))

    def _tell_progress(self, message: InboundMessage) -> Reply | None:
        """None where no number is bound: then the dialogue asks for the code."""
        with self._database.reading() as session:
            phone = bound_phone(session, conversation_id=message.conversation_id)
            if phone is None:
                return None
            found = own_progress(session, conversation_id=message.conversation_id, now=self._clock.now())
        lines = tell_own(found, hospital=self._hospital, words=self._words)
        if not lines:
            return self._say("utter_own_progress_none", phone=hidden_middle(phone))
        said = self._say("utter_own_progress", phone=hidden_middle(phone), count=len(lines))
        more = self._words.fill("utter_own_progress_more")
        return replace(said, bubbles=(*said.bubbles, *map(Bubble, (*lines, more))))

    def _say(self, name: str, **facts: object) -> Reply:
        text = self._words.fill(name, line=self._hospital.placeholders["hotline"], **facts)
        choices = self._words.choices(name)
        return Reply(message_id="", bubbles=(Bubble(text),), answered_by=Speaker.WORDS, choices=choices)
