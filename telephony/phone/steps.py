"""What happens next on a call, in words that no provider owns: an adapter says it in its own."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Pace(StrEnum):
    """How fast a sentence is read out."""

    NORMAL = "normal"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence ready for a voice: no brackets, digits as they are to be heard."""

    text: str
    pace: Pace = Pace.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Says `prompt`, which keys and speech interrupt, and waits for either.

    `keys` is how many may be pressed, 0 for none; more than one end with #, or with no key for `between`: a
    key that stands alone is heard so much later than where one is asked for. Where `speech` is false only
    keys are heard. `wait` is the silence after which `Silent` follows. `hints` are words to expect.
    """

    prompt: tuple[Spoken, ...]
    keys: int = 1
    speech: bool = True
    wait: timedelta = timedelta(seconds=5)
    between: timedelta = timedelta(seconds=2)
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """Says `prompt`, then rings `line` and joins it to the caller, who is never dropped: `DialEnded` follows.

    `whisper` names what whoever answers hears first (`PhoneLine.whisper`); he must press 1 to be joined, so
    that an answering machine is no answer. Empty: joined at once.
    """

    prompt: tuple[Spoken, ...]
    line: str
    ring: timedelta = timedelta(seconds=20)
    whisper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Says `prompt`, keeps the caller for `wait` with soft music and hears keys: `Pressed` or `CameBack`."""

    prompt: tuple[Spoken, ...]
    wait: timedelta = timedelta(seconds=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack:
    """Says `prompt` (or nothing) while an answer is still being made: `CameBack` follows at once."""

    prompt: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Says `prompt` and records what the caller says, who was told so: `Recorded` follows."""

    prompt: tuple[Spoken, ...]
    longest: timedelta = timedelta(seconds=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp:
    """Says `prompt` and ends the call."""

    prompt: tuple[Spoken, ...]


Step = Listen | Dial | Hold | ComeBack | Record | HangUp
