"""Calls of ours are led here until somebody wants something else; then the ordinary dialogue has them."""

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from hotline.clock import Clock
from hotline.outgoing_calls import RingOutcome
from telephony.phone.errand_keeping import ErrandKeeping, Owed
from telephony.phone.errand_state import ErrandState, outcome
from telephony.phone.errand_words import ErrandWords
from telephony.phone.errands import begin, take
from telephony.phone.events import Began, CallEvent, DialOutcome, Ended
from telephony.phone.line import HearsJoining, PhoneLine
from telephony.phone.steps import HangUp, Listen, Spoken, Step
from telephony.recent import Recent

log = logging.getLogger(__name__)

_MOST_CALLS = 1024
_PATIENCE = timedelta(seconds=3)
_UNANSWERED = {
    DialOutcome.NO_ANSWER: RingOutcome.NO_ANSWER,
    DialOutcome.BUSY: RingOutcome.BUSY,
    DialOutcome.FAILED: RingOutcome.FAILED,
}


@dataclass
class _Held:
    """A call of ours as this process knows it."""

    call_id: UUID
    began: Began
    state: ErrandState
    steps: dict[str, Step] = field(default_factory=dict)


class ErrandLine:
    """A PhoneLine before another: `inner` hears of a call of ours only when it is handed over."""

    def __init__(
        self,
        inner: PhoneLine,
        *,
        keeping: ErrandKeeping,
        words: ErrandWords,
        clock: Clock,
        patience: timedelta = _PATIENCE,
    ) -> None:
        self._inner = inner
        self._keeping = keeping
        self._words = words
        self._clock = clock
        self._patience = patience
        self._held: Recent[str, _Held] = Recent(_MOST_CALLS)

    async def take(self, event: CallEvent) -> Step:
        held = self._held.get(event.call)
        if isinstance(event, Began) and event.errand is not None:
            return await self._begin(event, event.errand)
        if held is None or held.state.handed_over:
            return await self._inner.take(event)
        if event.token not in held.steps:
            held.steps[event.token] = await self._go_on(held, event)
        return held.steps[event.token]

    def end(self, event: CallEvent) -> None:
        held = self._held.get(event.call)
        errand = _errand_id(event.errand) if isinstance(event, Ended) and event.errand else None
        if held is not None:
            self._settle(held)
        elif errand is not None and isinstance(event, Ended):
            # Answered, and yet we know nothing of it: the store was away, or the process that led it is gone.
            came_of_it = _UNANSWERED.get(event.outcome, RingOutcome.FAILED)
            self._keeping.ended(errand, provider_call=event.call, outcome=came_of_it)
        if errand is None or (held is not None and held.state.handed_over):
            self._inner.end(event)

    async def whisper(self, call: str, name: str) -> tuple[Spoken, ...]:
        return await self._inner.whisper(call, name)

    def joined(self, call: str, name: str) -> None:
        if isinstance(self._inner, HearsJoining):
            self._inner.joined(call, name)

    def without_us(self) -> Listen | HangUp:
        return self._inner.without_us()

    async def _begin(self, event: Began, errand: str) -> Step:
        known = self._held.get(event.call)
        if known is not None:
            return known.steps[event.token] if event.token in known.steps else begin(known.state)
        call_id = _errand_id(errand)
        if call_id is None:
            return self._say("utter_errand_lost")
        if event.machine:
            self._keeping.ended(call_id, provider_call=event.call, outcome=RingOutcome.MACHINE)
            return self._say("utter_errand_nobody")
        return await self._speak(event, call_id)

    async def _speak(self, event: Began, call_id: UUID) -> Step:
        asked = asyncio.wrap_future(self._keeping.answered(call_id, provider_call=event.call))
        try:
            owed = await asyncio.wait_for(asyncio.shield(asked), self._patience.total_seconds())
        except Exception as error:  # noqa: BLE001 - whoever took the call must hear a sentence
            log.warning("a call of ours has nothing to say: %s", type(error).__name__)
            return self._say("utter_errand_lost")
        if owed is None:
            return self._say("utter_errand_nobody")
        held = _Held(call_id, event, self._state(owed))
        self._held.put(event.call, held)
        held.steps[event.token] = begin(held.state)
        return held.steps[event.token]

    async def _go_on(self, held: _Held, event: CallEvent) -> Step:
        step = take(held.state, event, now=self._clock.now())
        if step is None:
            # The ordinary dialogue greets a call it does not know: its greeting is not for this one.
            await self._inner.take(replace(held.began, errand=None, token=f"{held.began.token}-handed-over"))
            return await self._inner.take(event)
        if isinstance(step, HangUp):
            self._settle(held)
        return step

    def _settle(self, held: _Held) -> None:
        came_of_it = outcome(held.state, now=self._clock.now())
        self._keeping.ended(
            held.call_id, provider_call=held.began.call, outcome=came_of_it, said=held.state.results
        )

    def _state(self, owed: Owed) -> ErrandState:
        return ErrandState(
            errand=owed.errand,
            words=self._words,
            message=owed.message,
            told_at=self._clock.now(),
            reminds=owed.reminds,
        )

    def _say(self, name: str) -> HangUp:
        return HangUp(prompt=(Spoken(self._words.fill(name)),))


def _errand_id(errand: str) -> UUID | None:
    try:
        return UUID(errand)
    except ValueError:
        return None
