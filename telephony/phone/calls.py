"""The dialogue of every call of this process: one event in, one step out, and the caller never in silence."""

import asyncio
import logging
from collections.abc import Mapping

from hotline.database import Database
from hotline.phone import plain_number
from telephony.phone.answering import Answering
from telephony.phone.asking import Asking
from telephony.phone.call import Call, Go, Outcome, Scene
from telephony.phone.call_back import CallBack
from telephony.phone.confirming import Confirming, Menu
from telephony.phone.emergency import WHISPER as EMERGENCY_WHISPER
from telephony.phone.emergency import Emergencies
from telephony.phone.events import (
    Began,
    CallEvent,
    Ended,
    Heard,
    Recorded,
    Silent,
)
from telephony.phone.everywhere import Everywhere
from telephony.phone.farewell import Farewell
from telephony.phone.hanging_up import HangingUp
from telephony.phone.numbers import Numbers
from telephony.phone.patience import Patience
from telephony.phone.person import Person
from telephony.phone.promises import Promises
from telephony.phone.records import Records
from telephony.phone.steps import HangUp, Listen, Spoken, Step
from telephony.phone.trade import Act, Trade
from telephony.phone.voicemail import Voicemails
from telephony.recent import Recent

log = logging.getLogger(__name__)

_CALLS_REMEMBERED = 4096
_MOST_TURNS = 8


class Calls:
    """A `PhoneLine`. What it knows of a call is in memory; nothing of it is needed from any store."""

    def __init__(self, trade: Trade, *, database: Database) -> None:
        self._trade = trade
        self._voice = trade.voice
        self._calls: Recent[str, Call] = Recent(_CALLS_REMEMBERED)
        self._patience = Patience(trade.voice)
        self._promises = Promises(trade)
        self._records = Records(database, trade=trade)
        self._emergencies = Emergencies(trade)
        self._everywhere = Everywhere(trade, patience=self._patience, emergencies=self._emergencies)
        self._voicemails = Voicemails(trade)
        self._person = Person(trade, promises=self._promises)
        self._hanging_up = HangingUp(
            promises=self._promises,
            records=self._records,
            person=self._person,
            emergencies=self._emergencies,
            background=trade.background,
        )
        self._acts = self._open_acts()

    def _open_acts(self) -> Mapping[Scene, Act]:
        trade, patience = self._trade, self._patience
        back = CallBack(trade, patience=patience, promises=self._promises, person=self._person)
        return {
            Scene.ASKING: Asking(trade, patience=patience),
            Scene.ANSWERING: Answering(trade),
            Scene.CONFIRMING: Confirming(trade, patience=patience),
            Scene.MENU: Menu(trade, patience=patience),
            Scene.NUMBER: Numbers(trade),
            Scene.EMERGENCY: self._emergencies,
            Scene.PERSON: self._person,
            Scene.VOICEMAIL: self._voicemails,
            Scene.CALL_BACK: back,
            Scene.FAREWELL: Farewell(trade),
        }

    async def take(self, event: CallEvent) -> Step:
        call = self._call(event)
        step = call.steps.get(event.token)
        if step is None:
            step = asyncio.ensure_future(self._answer(call, event))
            call.steps[event.token] = step
        # Shielded: a provider that gives one copy up must not take the step from the other.
        return await asyncio.shield(step)

    def end(self, event: CallEvent) -> None:
        call = self._call(event)
        if call.is_over:
            return
        call.is_over = True
        answered = event.answered if isinstance(event, Ended) else True
        self._trade.background.begin(self._hanging_up.end(call, answered=answered))

    async def settle(self) -> None:
        """Returns when every call that ended is written down, or known to be in memory only."""
        await self._trade.background.settle()

    async def whisper(self, call: str, name: str) -> tuple[Spoken, ...]:
        known = self._calls.get(call)
        emergency = name == EMERGENCY_WHISPER
        if emergency and known is not None:
            await self._emergencies.is_raised(known)
        text = self._emergencies.whisper(known) if emergency else self._person.whisper(known)
        return (Spoken(text),)

    def joined(self, call: str, name: str) -> None:
        """Whoever was rung pressed the key: told at once, where the adapter can, else with `DialEnded`."""
        known = self._calls.get(call)
        if known is None:
            return
        if name == EMERGENCY_WHISPER:
            self._emergencies.acknowledge(known)
        else:
            self._person.joined(known)

    def without_us(self) -> Listen | HangUp:
        return Listen(prompt=(Spoken(self._voice.word("without_us")),))

    def _call(self, event: CallEvent) -> Call:
        call = self._calls.get(event.call)
        if call is None:
            call = Call(name=event.call, began_at=self._trade.clock.now())
            self._calls.put(event.call, call)
        return call

    async def _answer(self, call: Call, event: CallEvent) -> Step:
        async with call.lock:
            if isinstance(event, Recorded):
                self._voicemails.keep(call, event)
                if call.scene is not Scene.VOICEMAIL and call.step is not None:
                    return call.step  # told of late: nothing that goes on now
            call.step = await self._in_time(call, event)
            return call.step

    async def _in_time(self, call: Call, event: CallEvent) -> Step:
        """Whatever is slow goes on while the caller is told so, and is asked after when he comes back."""
        if call.work is not None and self._everywhere.danger(call, event):
            call.work.cancel()
            call.work = None
        if call.work is None:
            call.work = asyncio.ensure_future(self._safely(call, event))
        await asyncio.wait({call.work}, timeout=self._voice.pace.step_wait)
        if not call.work.done():
            return self._voice.come_back(call, "wait_still")
        step, call.work = call.work.result(), None
        return step

    async def _safely(self, call: Call, event: CallEvent) -> Step:
        try:
            return await self._next(call, event)
        except Exception:
            # The conversation's edge: whatever broke, the caller hears a sentence and may go on.
            log.exception("a call could not go on as it should")
            if call.scene is Scene.EMERGENCY:
                return self._emergencies.at_worst(call)
            call.scene = Scene.ASKING
            return self.without_us()

    async def _next(self, call: Call, event: CallEvent) -> Step:
        if call.is_over:
            self._hanging_up.hear_late(call, event)
            return self._voice.hang_up(call, "thanks")
        outcome = await self._first(call, event)
        for _ in range(_MOST_TURNS):
            if not isinstance(outcome, Go):
                return outcome
            self._leave(call, outcome.scene)
            call.scene = outcome.scene
            outcome = await self._acts[outcome.scene].enter(call, outcome)
        raise RuntimeError(f"{call.id} goes round in circles")

    async def _first(self, call: Call, event: CallEvent) -> Outcome:
        """A danger before anything else, then what is understood everywhere, then the scene."""
        if isinstance(event, Began):
            return self._voice.again(call) if call.step else await self._begin(call, event)
        if isinstance(event, Heard) and not event.text.strip():
            event = Silent(call=event.call, token=event.token)
        if danger := self._everywhere.danger(call, event):
            return danger
        if call.step is None:
            return self._voice.listen(call, self._voice.word("resumed"))
        return self._everywhere.wish(call, event) or await self._acts[call.scene].take(call, event)

    async def _begin(self, call: Call, event: Began) -> Outcome:
        call.number = plain_number(event.number) or None if event.number else None
        call.direction = event.direction
        call.manner = await self._records.manner(call.number)
        return self._voice.listen(call, self._voice.word("greeting"))

    def _leave(self, call: Call, scene: Scene) -> None:
        if call.scene is Scene.PERSON and scene in {Scene.ASKING, Scene.ANSWERING, Scene.FAREWELL}:
            self._person.leave_queue(call)
