"""Somebody on the telephone: does one thing after the other, and hears what comes back."""

from datetime import timedelta
from itertools import count

from telephony.phone import Calls
from telephony.phone.emergency import WHISPER as EMERGENCY
from telephony.phone.events import (
    Began,
    CallEvent,
    CameBack,
    DialEnded,
    DialOutcome,
    Ended,
    Heard,
    Pressed,
    Recorded,
    Silent,
)
from telephony.phone.steps import Step

NUMBER = "13800008000"
_CALLS = count(1)


def text_of(step: Step) -> str:
    """What is heard of a step."""
    return "".join(spoken.text for spoken in step.prompt)


class Caller:
    """`step` is what the line does now, `heard` everything that was said so far."""

    def __init__(self, calls: Calls, *, number: str | None = f"+86{NUMBER}", name: str = "") -> None:
        self.calls = calls
        self.number = number
        self.name = name or f"CA{next(_CALLS):032}"
        self.step: Step | None = None
        self.heard: list[str] = []
        self._tokens = count(1)

    async def rings(self) -> str:
        return await self.does(Began(call=self.name, token=self.token(), number=self.number))

    async def says(self, text: str, *, confidence: float | None = 0.9) -> str:
        return await self.does(Heard(call=self.name, token=self.token(), text=text, confidence=confidence))

    async def presses(self, keys: str) -> str:
        return await self.does(Pressed(call=self.name, token=self.token(), keys=keys))

    async def is_silent(self) -> str:
        return await self.does(Silent(call=self.name, token=self.token()))

    async def waits(self) -> str:
        return await self.does(CameBack(call=self.name, token=self.token()))

    async def line(self, outcome: DialOutcome) -> str:
        return await self.does(DialEnded(call=self.name, token=self.token(), outcome=outcome))

    async def rung_for(self) -> str:
        """What the emergency department hears, with the alarm on its bell."""
        return "".join(spoken.text for spoken in await self.calls.whisper(self.name, EMERGENCY))

    async def records(self, text: str | None) -> str:
        lasted = timedelta(seconds=9)
        event = Recorded(call=self.name, token=self.token(), recording="RE1", lasted=lasted, text=text)
        return await self.does(event)

    async def hangs_up(self, *, answered: bool = True) -> None:
        self.calls.end(Ended(call=self.name, token=self.token(), answered=answered))
        await self.calls.settle()

    async def does(self, event: CallEvent) -> str:
        self.step = await self.calls.take(event)
        self.heard.append(text_of(self.step))
        return self.heard[-1]

    def token(self) -> str:
        return str(next(self._tokens))
