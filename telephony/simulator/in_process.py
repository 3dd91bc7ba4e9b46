"""The second adapter: steps and events handed over in this process, without a provider and without TwiML."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from uuid import uuid4

from telephony.phone.events import (
    Began,
    CallEvent,
    CameBack,
    DialEnded,
    DialOutcome,
    Direction,
    Ended,
    Heard,
    Pressed,
    Recorded,
    Silent,
)
from telephony.phone.line import PhoneLine
from telephony.phone.steps import ComeBack, Dial, HangUp, Hold, Listen, Record, Step
from telephony.simulator.acting import Act, Callee, Party, Presses, Ringing, Says, Wait, Window
from telephony.simulator.clock import VirtualClock
from telephony.simulator.handset import Handset, HungUp
from telephony.simulator.heard_step import prompt_of, window_of
from telephony.simulator.mishaps import NO_MISHAPS, Mishaps
from telephony.simulator.speech import speaking_time
from telephony.simulator.tape import Sound, Tape, Voice
from telephony.simulator.words import simulated_words

_JOIN = "1"
_ON_THE_WAY = timedelta(seconds=0.1)
_BUSY_AFTER = timedelta(seconds=2)
_OUTCOMES = {
    Ringing.BUSY: DialOutcome.BUSY,
    Ringing.FAILED: DialOutcome.FAILED,
    Ringing.NO_ANSWER: DialOutcome.NO_ANSWER,
    Ringing.MACHINE: DialOutcome.NO_ANSWER,
}
MOST_STEPS = 60


@dataclass
class InProcessCall:
    """Plays a party on a line that knows nothing of how it is carried. `errand` is a call of ours."""

    line: PhoneLine
    party: Party
    number: str | None
    clock: VirtualClock
    tape: Tape
    mishaps: Mishaps = NO_MISHAPS
    errand: str | None = None
    call: str = field(default_factory=lambda: f"in-process-{uuid4().hex}")
    we_ended: bool = False
    _tokens: "count[int]" = field(default_factory=lambda: count(1))
    _before: CallEvent | None = None
    _untold: Began | None = None
    _late: list[CallEvent] = field(default_factory=list)

    async def run(self) -> None:
        """To the end; faults are on the tape."""
        self._handset = Handset(self.party, clock=self.clock, tape=self.tape)
        direction = Direction.OUTBOUND if self.errand else Direction.INBOUND
        event: CallEvent = Began(
            call=self.call, token=self._token(), number=self.number, direction=direction, errand=self.errand
        )
        try:
            for _ in range(MOST_STEPS * 10):
                step = await self._take(event)
                if isinstance(step, HangUp):
                    self._handset.hear(*prompt_of(step.prompt))
                    self.we_ended = True
                    break
                event = await self._follow(step)
            else:
                self.tape.blame("steps lead in a circle")
        except HungUp:
            pass
        await self._tell_end()

    async def _take(self, event: CallEvent) -> Step:
        number = int(event.token)
        if number in self.mishaps.failing:
            self._untold = event if isinstance(event, Began) else None
            return self.line.without_us()
        if self._untold is not None:  # whose call it is comes first, however late
            began, self._untold = self._untold, None
            await self.line.take(began)
        copies = 2 if self.mishaps.doubled else 1
        steps = await asyncio.gather(*(self.line.take(event) for _ in range(copies)))
        if any(step != steps[0] for step in steps):
            self.tape.blame("copies of an event got different steps")
        if self.mishaps.stale and self._before:
            await self.line.take(self._before)
        self._before = event
        self._handset.nothing(_ON_THE_WAY + self.mishaps.slow)
        return self.line.without_us() if number in self.mishaps.lost else steps[0]

    async def _follow(self, step: Listen | Dial | Hold | ComeBack | Record) -> CallEvent:
        match step:
            case Listen():
                return self._told(await self._handset.listen(prompt_of(step.prompt), window_of(step)))
            case Dial():
                return await self._dial(step)
            case Hold():
                return await self._hold(step)
            case ComeBack():
                self._handset.hear(*prompt_of(step.prompt))
                return CameBack(call=self.call, token=self._token())
            case Record():
                return await self._record(step)

    def _told(self, act: Act) -> CallEvent:
        match act:
            case Says(text=text, confidence=confidence):
                return Heard(call=self.call, token=self._token(), text=text, confidence=confidence)
            case Presses(keys=keys):
                return Pressed(call=self.call, token=self._token(), keys=keys)
        return Silent(call=self.call, token=self._token())

    async def _hold(self, step: Hold) -> CallEvent:
        window = Window(why=Wait.HOLD, keys=1, speech=False, wait=step.wait)
        act = await self._handset.listen(prompt_of(step.prompt), window)
        if isinstance(act, Presses):
            return Pressed(call=self.call, token=self._token(), keys=act.keys)
        return CameBack(call=self.call, token=self._token())

    async def _record(self, step: Record) -> CallEvent:
        self._handset.hear(*prompt_of(step.prompt))
        window = Window(why=Wait.MESSAGE, wait=timedelta(seconds=5), interruptible=False)
        act = await self._handset.listen((), window)
        if not isinstance(act, Says):
            return self._told(act)
        lasted = min(speaking_time(act.text), step.longest)
        return Recorded(
            call=self.call, token=self._token(), recording=f"recording-{uuid4().hex}", lasted=lasted
        )

    async def _dial(self, step: Dial) -> CallEvent:
        self._handset.hear(*prompt_of(step.prompt))
        callee = await self.party.rung(step.line)
        self._handset.note(f"☎ {step.line}")
        outcome = await self._ring(callee, step)
        self._handset.turn()
        joined = outcome is DialOutcome.ANSWERED
        ended = DialEnded(
            call=self.call,
            token=self._token(),
            outcome=outcome,
            lasted=callee.talks if joined else timedelta(0),
        )
        if joined and callee.caller_ends:
            self._late.append(ended)
            raise HungUp
        return ended

    async def _ring(self, callee: Callee, step: Dial) -> DialOutcome:
        busy = callee.does in {Ringing.BUSY, Ringing.FAILED}
        never = callee.does is Ringing.NO_ANSWER
        rings = min(_BUSY_AFTER if busy else step.ring if never else callee.after, step.ring)
        if callee.caller_leaves is not None and callee.caller_leaves < rings:
            self._handset.tone(simulated_words().ring, lasts=callee.caller_leaves)
            self._handset.note("↓")
            raise HungUp
        self._handset.tone(simulated_words().ring, lasts=rings)
        if busy or never or callee.after > step.ring:
            return _OUTCOMES.get(callee.does, DialOutcome.NO_ANSWER)
        if step.whisper and not await self._joins(callee, step):
            return DialOutcome.NO_ANSWER
        at = self.clock.now() - self.tape.began_at
        self.tape.put(Sound(at=at, lasted=callee.talks, voice=Voice.LINE, text=simulated_words().talk))
        self.clock.pass_(callee.talks)
        return DialOutcome.ANSWERED

    async def _joins(self, callee: Callee, step: Dial) -> bool:
        whispered = await self.line.whisper(self.call, step.whisper)
        for piece in prompt_of(whispered):
            at = self.clock.now() - self.tape.began_at
            self.tape.put(Sound(at=at, lasted=piece.lasts, voice=Voice.WHISPER, text=piece.text))
            self.clock.pass_(piece.lasts)
        return callee.does is Ringing.ANSWERS and callee.presses == _JOIN

    async def _tell_end(self) -> None:
        lasted = self.clock.now() - self.tape.began_at
        ended = Ended(call=self.call, token=self._token(), lasted=lasted, errand=self.errand)
        if self.mishaps.early_end:
            self.line.end(ended)
        for event in self._late:
            await self.line.take(event)
        self.line.end(ended)

    def _token(self) -> str:
        return str(next(self._tokens))
