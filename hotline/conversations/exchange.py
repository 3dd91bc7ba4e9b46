"""One message of a caller with the answer it got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from hotline.safety import TriageGrade

AnsweredBy = Literal["bot", "search", "safety", "words", "nurse"]


@dataclass(frozen=True, kw_only=True)
class ToldEntry:
    """An entry of the knowledge base as it was when its words were told."""

    entry: str
    version: str


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Known by `conversation_id` and `message_id` together; `timings` in milliseconds by stage.

    `answered` is None where a nurse holds the conversation: what she answers is kept by itself.
    `told` are the entries the answer was made of, in their order.
    """

    message_id: str
    conversation_id: str
    channel: str
    received_at: datetime
    said: str
    answered: str | None
    answered_by: AnsweredBy
    grade: TriageGrade
    rules: tuple[str, ...] = ()
    rules_version: str = ""
    told: tuple[ToldEntry, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)
