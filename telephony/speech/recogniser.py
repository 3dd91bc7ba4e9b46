"""What a recogniser is: one utterance in, its words out."""

from dataclasses import dataclass
from typing import Protocol

from telephony.speech.sound import Sound


@dataclass(frozen=True, slots=True)
class Recognised:
    """`confidence` is from 0 to 1."""

    text: str
    confidence: float


class Recogniser(Protocol):
    """Takes a second or two of a processor: called from a thread, one utterance at a time."""

    def hear(self, sound: Sound) -> Recognised | None:
        """In simplified characters; None where nobody spoke."""
        ...
