"""A line that gives steps as told, and keeps what it was asked."""

from telephony.phone.events import CallEvent
from telephony.phone.steps import HangUp, Listen, Spoken, Step

BYE = HangUp(prompt=(Spoken("再见。"),))


class ToldLine:
    """After the last step it hangs up; a copy of an event gets the step it got before."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self._given: dict[str, Step] = {}
        self.taken: list[CallEvent] = []
        self.ended: list[CallEvent] = []

    async def take(self, event: CallEvent) -> Step:
        if event.token not in self._given:
            self.taken.append(event)
            self._given[event.token] = self._steps.pop(0) if self._steps else BYE
        return self._given[event.token]

    def end(self, event: CallEvent) -> None:
        self.ended.append(event)

    async def whisper(self, call: str, name: str) -> tuple[Spoken, ...]:
        return (Spoken(f"{name}，按一接通。"),)

    def without_us(self) -> Listen | HangUp:
        return HangUp(prompt=(Spoken("请拨打总机。"),))
