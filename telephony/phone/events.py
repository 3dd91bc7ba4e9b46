"""What happens on a call, as its adapter tells it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Direction(StrEnum):
    """Who rang whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class DialOutcome(StrEnum):
    """What came of ringing somebody for the caller."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent:
    """`call` is the provider's name of the call; `token` is equal in copies of one event."""

    call: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Began(CallEvent):
    """The call stands. `number` is the other party's, None where withheld; `errand` an outbound call's.

    `machine`: an answering machine took an outbound call, as far as the provider can tell.
    """

    number: str | None
    direction: Direction = Direction.INBOUND
    errand: str | None = None
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(CallEvent):
    """`confidence` is from 0 to 1; None where the provider gave none."""

    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed(CallEvent):
    """`keys` are 0 to 9, * and #."""

    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent(CallEvent):
    """Nothing was said or pressed in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(CallEvent):
    """A `Hold` or `ComeBack` is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DialEnded(CallEvent):
    """The line that was rung is over; `lasted` is how long the two spoke."""

    outcome: DialOutcome
    lasted: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(CallEvent):
    """`recording` is the provider's name of it; `text` what a recogniser made of it, if one is on."""

    recording: str
    lasted: timedelta
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(CallEvent):
    """The call is over, whoever ended it: no step follows. May come late, twice, or before an older event.

    `errand` is an outbound call's, with or without a `Began` before; `outcome` what came of ringing it.
    """

    answered: bool = True
    lasted: timedelta = timedelta(0)
    errand: str | None = None
    outcome: DialOutcome = DialOutcome.ANSWERED
