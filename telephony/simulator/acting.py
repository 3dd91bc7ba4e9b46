"""What the person at the other end may do, and what he is asked."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol


class Wait(StrEnum):
    """Why the line is open: for an answer, until somebody comes, for a message."""

    ANSWER = "answer"
    HOLD = "hold"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The line is open for the caller. `keys` is how many at most, None without limit; `finish` ends them.

    So does no key for `between`; for the first of them he has `wait`.
    """

    why: Wait = Wait.ANSWER
    keys: int | None = 1
    finish: str = ""
    speech: bool = True
    wait: timedelta = timedelta(seconds=5)
    between: timedelta = timedelta(seconds=5)
    interruptible: bool = True

    def collect(self, pressed: str) -> str:
        """The keys as they are handed on; a finishing key alone is none."""
        taken = ""
        for key in pressed:
            if key == self.finish:
                if taken:
                    break
                continue
            taken += key
            if len(taken) == self.keys:
                break
        return taken if self.keys != 0 else ""

    def lasts_after(self, pressed: str) -> timedelta:
        """How long it stays open after the last key, for another one."""
        taken = self.collect(pressed)
        ended = len(taken) == self.keys or (self.finish and self.finish in pressed.lstrip(self.finish))
        return timedelta(0) if ended else self.between


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """`early` is how long after the prompt began he speaks into it; None: he lets it end."""

    text: str
    confidence: float = 0.92
    early: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses:
    """`early` as in `Says`."""

    keys: str
    early: timedelta | None = None


@dataclass(frozen=True, slots=True)
class StaysSilent:
    """Lets the window pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsUp:
    """`after` so long of the window; `early` as in `Says`."""

    after: timedelta = timedelta(seconds=1)
    early: timedelta | None = None


Act = Says | Presses | StaysSilent | HangsUp


class Ringing(StrEnum):
    """What becomes of a line that is rung."""

    ANSWERS = "answers"
    MACHINE = "machine"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callee:
    """Whoever is rung: answers `after`, presses `presses` when asked, talks for `talks`, then one hangs up.

    A machine answers as a person does and presses nothing. Where `caller_leaves` is set, the caller hangs up
    so long after the line began to ring.
    """

    does: Ringing = Ringing.ANSWERS
    after: timedelta = timedelta(seconds=4)
    presses: str = "1"
    talks: timedelta = timedelta(seconds=60)
    caller_ends: bool = False
    caller_leaves: timedelta | None = None


class Party(Protocol):
    """The person at the other end of the line."""

    async def cuts_in(self, window: Window, /) -> Act | None:
        """What he does while he is still spoken to; None where he lets it end."""
        ...

    async def act(self, window: Window, /) -> Act:
        """What he does when it is his turn."""
        ...

    async def rung(self, line: str, /) -> Callee:
        """What becomes of the line that is rung for him."""
        ...
