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


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """`left` messages may still be written `until` then; none and None where no window is open."""

    left: int
    until: datetime | None
