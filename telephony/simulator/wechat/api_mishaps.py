"""What goes wrong with one question to WeChat."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """`refuses`: this error code. `lost`: done, but the answer does not arrive. `slow`: so much later.

    `gibberish`: a page of somebody between answers in WeChat's place, with this status.
    """

    refuses: int = 0
    lost: bool = False
    slow: timedelta = timedelta(0)
    gibberish: int = 0


NO_MISHAP = Mishap()
BUSY = Mishap(refuses=-1)
LOST = Mishap(lost=True)
STALE_TOKEN = Mishap(refuses=40001)
