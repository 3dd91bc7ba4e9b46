"""The words in which a channel that counts our messages is written; their values are what the store holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Opening(StrEnum):
    """What the caller did that lets us write to him for a while; how much is in allowances.yml."""

    MESSAGE = "message"
    TAP = "tap"


class Purpose(StrEnum):
    """Why something is written to a caller: an answer that took too long, a nurse's line, a notice."""

    ANSWER = "answer"
    LINE = "line"
    NOTICE = "notice"


class TextState(StrEnum):
    """Sent, or merged into one that was: the caller has it. Handed on: he is told of it by another way."""

    WAITING = "waiting"
    MERGED = "merged"
    SENT = "sent"
    HANDED_ON = "handed_on"
    DEAD = "dead"


class Way(StrEnum):
    """How a caller to whom nothing can be written hears that something waits, the best before the others."""

    TEMPLATE = "template"
    SMS = "sms"
    CALL = "call"


class Unsaid(StrEnum):
    """Why a text was given up: refused for good, sent twice without our learning what came of it, or late."""

    REFUSED = "refused"
    UNSURE = "unsure"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """`left` messages may still be written `until` then; none and None where no window is open."""

    left: int
    until: datetime | None
