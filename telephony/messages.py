"""What comes in from a caller and what goes back to him, the same on every channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hotline.conversations import Missed
from hotline.safety import TriageGrade

LONGEST_MESSAGE = 1000
"""Characters of one message that are heard; no caller types more, and a program that does is cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """One message of a caller, already checked and cut to length by its channel."""

    conversation_id: str
    message_id: str
    channel: str
    text: str
    received_at: datetime
    notice: str | None = None
    """The version of the notice about personal data that stood above it."""
    phone: str | None = None
    """The number the caller rings from, where the channel knows it."""


class Speaker(StrEnum):
    """Who decided the words of a reply."""

    BOT = "bot"
    SEARCH = "search"
    SAFETY = "safety"
    WORDS = "words"
    NURSE = "nurse"


class BubbleKind(StrEnum):
    """How a part of a reply is to be shown or spoken."""

    INSTRUCTION = "instruction"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One part of a reply: a bubble in a chat, a breath on the phone."""

    text: str
    kind: BubbleKind = BubbleKind.TEXT


@dataclass(frozen=True, slots=True)
class Choice:
    """A quick reply: what the button shows, and what the caller says by pressing it."""

    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The reviewed entry an answer came from, exactly as it was then."""

    entry: str
    version: str
    topic: str
    spoken: str
    sources: tuple[str, ...]
    review: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNote:
    """What the caller is told of his ticket."""

    number: str
    code: str
    due: str
    """ISO 8601, aware."""
    nurse: str | None
    journalled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Everything that goes back for one message; without a bubble only where a nurse answers by herself."""

    message_id: str
    bubbles: tuple[Bubble, ...]
    answered_by: Speaker
    grade: TriageGrade = TriageGrade.ROUTINE
    choices: tuple[Choice, ...] = ()
    citations: tuple[Citation, ...] = ()
    ticket: TicketNote | None = None
    progress: str | None = None
    """The code of a ticket the caller asked after."""
    sheet: str | None = None
    """The code of a whole-journey sheet the caller was given."""
    missed: Missed | None = None
    guided_to: tuple[str, ...] = ()
    kept: str | None = None
    """What is kept of the caller's words in their place, where they held a number or code to be forgotten."""
    spoken: tuple[str, ...] = ()
    """What to do at once, as the gate has it said: a step an item."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds by stage."""

    @property
    def text(self) -> str:
        return "\n\n".join(bubble.text for bubble in self.bubbles)
