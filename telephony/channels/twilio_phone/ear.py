"""A recogniser of our own, as the telephone's door needs it: the provider then hears keys only."""

from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from telephony.channels.twilio_phone.addresses import Place
from telephony.phone.events import Heard


class Hears(StrEnum):
    """Who understands what a caller says. At first it is both: our own line to the sound is still rising."""

    PROVIDER = "provider"
    BOTH = "both"
    OURS = "ours"


class StillSpeaking(Exception):  # noqa: N818 - a noun of the trade
    """The caller has not ended, or is not understood yet."""


class Ear(Protocol):
    """For one event loop."""

    def begin(self, call: str) -> Hears:
        """A call begins; `BOTH` where its sound is wanted."""
        ...

    def hears(self, call: str) -> Hears:
        """Now, as the line to the sound stands."""
        ...

    def expect(self, place: Place, *, pause: timedelta) -> None:
        """What is said from now on answers this step; its address is asked as soon as it is understood."""
        ...

    def expect_nothing(self, call: str) -> None:
        """Somebody else is spoken with, or nobody: nothing is listened to."""
        ...

    async def heard(self, place: Place, *, within: float) -> Heard | None:
        """What was said to this step, told to all who ask. Raises StillSpeaking after so many seconds."""
        ...

    def end(self, call: str) -> None: ...
