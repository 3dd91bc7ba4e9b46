"""The caller's question goes through the intake, and its answer comes back in breaths."""

import asyncio
import logging

from hotline.database import StorageUnavailable
from hotline.safety import TriageGrade
from telephony.messages import Reply
from telephony.phone.answers import choices_of, speech_of
from telephony.phone.call import Call, Go, Outcome, Question, Scene
from telephony.phone.events import CallEvent
from telephony.phone.speaking import digit_by_digit
from telephony.phone.trade import Trade
from telephony.phone.voice import NUMBER_KEYS

log = logging.getLogger(__name__)


class Answering:
    """Waits in turns short enough for a webhook; after the last a person takes over."""

    def __init__(self, trade: Trade) -> None:
        self._trade = trade
        self._voice = trade.voice

    async def enter(self, call: Call, go: Go) -> Outcome:
        message = self._trade.message(call, text=go.text, token=go.token)
        if not call.asks_number:
            call.question, call.later = go.text, []
        call.choices, call.asks_number, call.rest, call.waits = (), 0, [], 0
        call.is_finished = False
        call.pending = asyncio.ensure_future(self._trade.intake.receive(message))
        return await self._wait(call)

    async def take(self, call: Call, event: CallEvent) -> Outcome:  # noqa: ARG002 - the protocol's
        return await self._wait(call)

    async def _wait(self, call: Call) -> Outcome:
        pending = call.pending
        if pending is None:
            return Go(scene=Scene.ASKING)
        await asyncio.wait({pending}, timeout=self._voice.pace.answer_wait)
        if pending.done():
            call.pending = None
            return await self._tell(call, pending.result())
        call.waits += 1
        if call.waits < self._voice.pace.answer_waits:
            return self._voice.come_back(call, "wait" if call.waits == 1 else "wait_still")
        pending.add_done_callback(lambda done: _too_late(call, done))
        call.pending = None
        return Go(scene=Scene.PERSON, reason="slow")

    async def _tell(self, call: Call, reply: Reply) -> Outcome:
        if reply.grade is TriageGrade.EMERGENCY:
            call.missed = reply
            return Go(scene=Scene.EMERGENCY, reason="reply")
        call.remember(reply.ticket)
        if not reply.bubbles or (reply.ticket and await self._is_asked_for(call)):
            return Go(scene=Scene.PERSON)
        call.scene, call.is_answered = Scene.ASKING, True
        last = reply.bubbles[-1].text
        call.asks_number = self._trade.hearing.digits_asked(last)
        call.choices = () if call.asks_number else choices_of(reply)
        texts = speech_of(reply, hearing=self._trade.hearing, registered=self._registered(call, reply))
        if call.asks_number:
            return self._ask_number(call, texts, reply=reply)
        return self._voice.tell(call, [*texts, self._ending(call)])

    def _ask_number(self, call: Call, texts: list[str], *, reply: Reply) -> Outcome:
        """No answer keeps a question waiting: of what is urgent only what to do now comes before it."""
        *told, asked = texts or [self._voice.word("number_please")]
        is_line = call.asks_number == NUMBER_KEYS
        own = [self._voice.word("number_own")] if call.number and is_line else []
        urgent = (told[:1], told[1:]) if reply.spoken else None
        before, later = urgent or self._voice.beginning(call, told)
        asks = Question([asked, *own], [self._voice.word("number_by_key" if is_line else "digits_by_key")])
        return self._voice.ask_soon(call, before, later=later, asks=asks)

    def _registered(self, call: Call, reply: Reply) -> str:
        """Number, code and time in one breath; who has heard them hears the time."""
        note = reply.ticket
        # Number and code are kept for when there is a number to ring, unless they are what is said last.
        if note is None or (call.asks_number and note.number not in reply.bubbles[-1].text):
            return ""
        name = "noted" if note.number in call.announced else "registered"
        if self._trade.hearing.without_number in reply.text:
            name += "_without_number"
        if note.number in reply.text:
            call.announced.add(note.number)
        number, code = digit_by_digit(note.number), digit_by_digit(note.code)
        return self._voice.word(name, number=number, code=code, due=self._voice.due(note))

    def _ending(self, call: Call) -> str:
        if call.choices:
            named = enumerate(call.choices, start=1)
            return "".join(
                self._voice.word("choice", title=choice.title, key=digit_by_digit(str(key)))
                for key, choice in named
            )
        return (self._voice.word("later") if call.later else "") + self._voice.word("next")

    async def _is_asked_for(self, call: Call) -> bool:
        """Whether the dialogue put this call before the nurses."""
        asked = asyncio.to_thread(self._trade.talks.standing, call.conversation_id)
        try:
            return await asyncio.wait_for(asked, self._voice.pace.store_wait) is not None
        except (StorageUnavailable, TimeoutError):
            return False


def _too_late(call: Call, done: "asyncio.Future[Reply]") -> None:
    """A danger found late is acted on with the next event; anything else a person answers."""
    if not done.cancelled() and done.exception() is None and done.result().grade is TriageGrade.EMERGENCY:
        call.missed = done.result()
