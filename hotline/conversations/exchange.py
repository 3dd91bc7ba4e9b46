"""One message of a caller with the answer it got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from hotline.consents import ConsentWord
from hotline.conversations.asking import Asker, Missed
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
    `told` are the entries the answer was made of, in their order; `notice` is the version of the notice
    that was shown before the message, `consent` what the message said about it. `missed` says why a
    question got no answer; `guided_to` are the departments the caller was told of, or asked for.
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
    notice: str | None = None
    consent: ConsentWord | None = None
    missed: Missed | None = None
    guided_to: tuple[str, ...] = ()
    asker: Asker = field(default_factory=Asker)
