"""The telephone as a door: a call for each caller, who lets every answer end and confirms what is asked."""

import asyncio
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from telephony.messages import Reply
from telephony.phone import events, open_calls
from telephony.phone.amounts import amounts_said
from telephony.phone.call import Scene
from telephony.phone.events import (
    Began,
    CallEvent,
    CameBack,
    DialEnded,
    DialOutcome,
    Ended,
    Pressed,
    Silent,
)
from telephony.phone.steps import ComeBack, Dial, HangUp, Listen, Step
from telephony.simulator.scripted import is_said
from tests.golden.doors import Saying
from tests.golden.heard import Heard
from tests.golden.meant import Meant
from tests.telephony.making import patient_pace

if TYPE_CHECKING:
    from tests.golden.world import World

_YES = "1"
_MOST_STEPS = 40
_TALKED = timedelta(seconds=60)


_WRITTEN = ("来源：", "待临床审核", "就医提醒", "首接负责人")
"""A voice names neither sources nor reviews; where more than what to do now is known, it is offered."""


_OWN_WORDS = ("登记", "前会有人联系您", "前一定会有人联系您")
"""In a sentence of a ticket that the phone says in another way."""
_SENTENCES = re.compile("[^。；\n]+")
_PARTS = re.compile("[^0-9，]{4,}")
_BRACKETS = re.compile("（[^）]*）")


class SpokenHeard(Heard):
    """Digits and dates are the same however they are spoken, and nobody speaks brackets."""

    def says(self, words: str) -> bool:
        words = _BRACKETS.sub("", words)
        if words in self.text or amounts_said(words) in self.text:
            return True
        return any(map(str.isalnum, words)) and is_said(words, self.text)


class PhoneDoor:
    """Nobody carries the calls: events go in, steps come out."""

    def __init__(self, world: "World") -> None:
        self._meant = Meant(world.intake)
        self._line = open_calls(
            intake=world.intake,
            nurses=world.nurses,
            talks=world.talks,
            ledger=world.ledger,
            bell=world.bell,
            database=world.database,
            hospital=world.hospital,
            words=world.words,
            clock=world.clock,
            pace=patient_pace(),
        )
        self._hospital, self._clock = world.hospital, world.clock
        self._calls: dict[str, str] = {}

    async def say(self, saying: Saying, *, copies: int) -> Heard:
        call = self._calls.get(saying.caller) or await self._begin(saying.caller)
        spoke = events.Heard(call=call, token=saying.id, text=saying.text)
        steps = await asyncio.gather(*(self._line.take(spoke) for _ in range(copies)))
        assert all(step == steps[0] for step in steps), "the copies of an event got different steps"
        text = await self._listen(saying.caller, call, steps[0])
        await self._line.settle()  # an alarm is raised beside the call
        reply = self._meant.last()
        if reply is None:
            return SpokenHeard(text=text, answered_by="door")
        return SpokenHeard.of_reply(reply, text=text, left_out=self._left_out(call, reply))

    def _left_out(self, call: str, reply: Reply) -> tuple[str, ...]:
        """Number, code and time are told in a sentence of its own, while a number is asked for not yet."""
        nurse = self._hospital.duty_nurse(self._clock.now())
        note, known = reply.ticket, self._line._calls.get(call)
        if note is None:
            return (*_WRITTEN, nurse)
        if known is not None and known.asks_number:
            return (*_WRITTEN, nurse, note.number, note.code)
        told = [one for one in _SENTENCES.findall(reply.text) if any(words in one for words in _OWN_WORDS)]
        return (*_WRITTEN, *_PARTS.findall("".join(told)))

    async def close(self) -> None:
        for call in self._calls.values():
            self._line.end(Ended(call=call, token=uuid4().hex))
        await self._line.settle()

    async def _begin(self, caller: str) -> str:
        call = self._calls[caller] = uuid4().hex
        await self._line.take(Began(call=call, token=uuid4().hex, number=None))
        return call

    async def _listen(self, caller: str, call: str, step: Step) -> str:
        """All that is said until it is his turn."""
        told: list[str] = []
        for _ in range(_MOST_STEPS):
            told += [one.text for one in step.prompt]
            if isinstance(step, Dial):
                told.append(f"☎ {step.line}")
            event = self._next(call, step)
            if event is None:
                break
            step = await self._line.take(event)
        if isinstance(step, HangUp):
            del self._calls[caller]
            self._line.end(Ended(call=call, token=uuid4().hex))
        return "\n".join(told)

    def _next(self, call: str, step: Step) -> CallEvent | None:
        token = uuid4().hex
        match step:
            case ComeBack():
                return CameBack(call=call, token=token)
            case Dial():
                return DialEnded(call=call, token=token, outcome=DialOutcome.ANSWERED, lasted=_TALKED)
            case Listen():
                known = self._line._calls.get(call)
                assert known is not None
                if known.rest:
                    return Silent(call=call, token=token)
                if known.scene in {Scene.CONFIRMING, Scene.NUMBER}:
                    return Pressed(call=call, token=token, keys=_YES)
        return None
