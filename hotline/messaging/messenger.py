"""What carries our words to a caller, and what it says became of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hotline.notifications import OutgoingLetter


class Carried(StrEnum):
    """NOT_NOW: nothing may be written to him at present. GONE: he cannot be written to at all.

    UNSURE: nobody answered, and it may have arrived.
    """

    SENT = "sent"
    NOT_NOW = "not_now"
    GONE = "gone"
    LATER = "later"
    UNSURE = "unsure"
    TOO_LONG = "too_long"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`detail` is a number or a word of the carrier's, never words, address or key of ours.

    `message` is what the carrier calls it, should it say later that it did not arrive.
    """

    carried: Carried
    detail: str = ""
    message: str | None = None


class Messenger(Protocol):
    """Blocks, at most a minute; never raises."""

    def say(self, address: str, text: str) -> Outcome:
        """One message of the allowance."""
        ...

    def nudge(self, address: str, letter: OutgoingLetter) -> Outcome:
        """In a fixed form, which needs no allowance; asked for only where there is such a form."""
        ...
