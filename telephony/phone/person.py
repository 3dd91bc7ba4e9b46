"""A person: the place in the line told as it is, a call back instead of waiting, a line that rings."""

import asyncio
import logging
from datetime import timedelta

from hotline.database import StorageUnavailable
from hotline.handoff import TalkStanding, Wait
from hotline.tickets import TicketSource
from telephony.messages import TicketNote
from telephony.phone.call import Call, Go, Outcome, Scene, token_of
from telephony.phone.events import CallEvent, DialEnded, DialOutcome, Heard, Pressed
from telephony.phone.promises import Promises
from telephony.phone.steps import Dial, Hold
from telephony.phone.trade import Trade

log = logging.getLogger(__name__)

WHISPER = "nurse"
NURSES_LINE = "nurses"
_CALL_BACK, _VOICEMAIL = "1", "2"
_STORE_MAY_FAIL = 3
_LONGEST_TOPIC = 30


class Person:
    """Waiting is a question every `hold`, whether a nurse has taken the talk on the desk."""

    def __init__(self, trade: Trade, *, promises: Promises) -> None:
        self._trade = trade
        self._voice = trade.voice
        self._promises = promises

    async def enter(self, call: Call, go: Go) -> Outcome:
        call.store_failed = 0
        if (standing := await self._standing(call)) and standing.nurse:
            return self._dial(call)
        try:
            wait, note = await asyncio.wait_for(self._ask(call), self._voice.pace.ticket_wait)
        except Exception as fault:  # noqa: BLE001 - whatever broke, a call back is promised
            log.warning("no nurse could be asked: %s", type(fault).__name__)
            return Go(scene=Scene.CALL_BACK, reason=go.reason or "busy")
        call.remember(note)
        if wait is None:
            text = self._voice.word("back_slow" if go.reason == "slow" else "person_nobody")
            return self._voice.listen(call, text)
        return self._held(call, wait)

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        if isinstance(event, DialEnded):
            return self._after_ring(call, event)
        if isinstance(event, Pressed) and event.keys == _VOICEMAIL:
            return Go(scene=Scene.VOICEMAIL)
        if isinstance(event, Pressed) and event.keys == _CALL_BACK:
            return _leave("chosen")
        if isinstance(call.step, Hold):
            return await self._poll(call)
        if isinstance(event, Heard):
            return Go(scene=Scene.ANSWERING, text=event.text, token=token_of(event))
        return _leave("busy")

    def whisper(self, call: Call | None) -> str:
        topic = (call.question if call else "") or self._voice.word("person_topic")
        return self._voice.word("whisper_nurse", said=topic[:_LONGEST_TOPIC])

    def joined(self, call: Call) -> None:
        """A nurse speaks with the caller: whatever is told of it later, and in whichever order."""
        call.with_person = call.reached_person = call.is_answered = True
        call.rung_nurse = 0

    def leave_queue(self, call: Call) -> None:
        """Nobody waits on the desk for a caller who has gone."""
        self._trade.background.begin(self._leave_queue(call))

    async def _leave_queue(self, call: Call) -> None:
        try:
            await asyncio.to_thread(self._trade.talks.leave, call.conversation_id)
        except StorageUnavailable:
            log.warning("a caller's place in the line could not be given up")

    async def _ask(self, call: Call) -> tuple[Wait | None, TicketNote]:
        text = call.question or self._voice.text("person_topic")
        message = self._trade.message(call, text=text, token=f"{call.name}:person")

        async def promise() -> TicketNote:
            return await self._promises.open(call, source=TicketSource.BOT, summary=text)

        return await self._trade.nurses.ask(message, note=call.ticket, promise=promise)

    async def _poll(self, call: Call) -> Outcome:
        standing = await self._standing(call)
        if standing is None:
            if call.store_failed and call.store_failed < _STORE_MAY_FAIL:
                return self._voice.hold(call, self._voice.word("person_hold"))
            return Go(scene=Scene.CALL_BACK, reason="busy")
        if standing.nurse:
            return self._dial(call)
        return self._held(call, standing.wait)

    async def _standing(self, call: Call) -> TalkStanding | None:
        asked = asyncio.to_thread(self._trade.talks.standing, call.conversation_id)
        try:
            standing = await asyncio.wait_for(asked, self._voice.pace.standing_wait)
        except (StorageUnavailable, TimeoutError):
            call.store_failed += 1
            return None
        call.store_failed = 0
        return standing

    def _held(self, call: Call, wait: Wait | None) -> Outcome:
        """The place and the time, told when they change; in between only that somebody will come."""
        if wait is None:
            return self._voice.hold(call, self._voice.word("person_hold"))
        name = "person_waiting" if wait.ahead else "person_next"
        told = self._voice.word(name, ahead=wait.ahead, minutes=wait.minutes)
        if told == call.doubt:
            told = self._voice.word("person_hold")
        else:
            call.doubt = told
        return self._voice.hold(call, told)

    def _dial(self, call: Call) -> Outcome:
        line = self._trade.hospital.lines.get(NURSES_LINE)
        if line is None:
            return Go(scene=Scene.CALL_BACK, reason="taken")
        pace = self._voice.pace
        told = self._voice.spoken(call, self._voice.word("person_dial"))
        ring = timedelta(seconds=pace.nurse_ring)
        return Dial(prompt=told, line=line.number, ring=ring, whisper=WHISPER)

    def _after_ring(self, call: Call, event: DialEnded) -> Outcome:
        is_answered = event.outcome is DialOutcome.ANSWERED
        if is_answered:
            self.joined(call)
        call.with_person = False
        if is_answered:
            return Go(scene=Scene.ASKING, reason="person_done")
        call.rung_nurse += 1
        if call.rung_nurse >= self._voice.pace.nurse_tries:
            return _leave("busy")
        return self._voice.hold(call, self._voice.word("person_missed"))


def _leave(reason: str) -> Go:
    return Go(scene=Scene.CALL_BACK, reason=reason)
