"""One message of a caller with the answer it got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from hotline.safety import TriageGrade

AnsweredBy = Literal["bot", "search", "safety", "words"]


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Known by `conversation_id` and `message_id` together; `timings` in milliseconds by stage."""

    message_id: str
    conversation_id: str
    channel: str
    received_at: datetime
    said: str
    answered: str
    answered_by: AnsweredBy
    grade: TriageGrade
    rules: tuple[str, ...] = ()
    rules_version: str = ""
    entry_id: str | None = None
    entry_version: str | None = None
    timings: Mapping[str, float] = field(default_factory=dict)
