"""What an adapter needs of the hotline to carry a call."""

from typing import Protocol, runtime_checkable

from telephony.phone.events import CallEvent
from telephony.phone.steps import HangUp, Listen, Spoken, Step


class PhoneLine(Protocol):
    """Safe for many calls at once; an equal `token` gets the step it got before."""

    async def take(self, event: CallEvent) -> Step:
        """The next step, within five seconds, never an error: the caller is never left without a sentence."""
        ...

    def end(self, event: CallEvent) -> None:
        """Told that the call is over."""
        ...

    async def whisper(self, call: str, name: str) -> tuple[Spoken, ...]:
        """What whoever was rung hears before he is joined: who, what and where, in one breath."""
        ...

    def without_us(self) -> Listen | HangUp:
        """What a caller hears where the application could not answer at all: needs nothing but words."""
        ...


@runtime_checkable
class HearsJoining(Protocol):
    """A line that wants to know at once, and not only with `DialEnded`, that whoever was rung is joined."""

    def joined(self, call: str, name: str) -> None:
        """He heard the whisper `name` and pressed the key."""
        ...
