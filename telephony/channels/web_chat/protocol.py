"""What goes over the wire between the chat page and the hotline, both ways."""

import re
import secrets
from typing import Any, Literal

from pydantic import BaseModel, Field

from telephony.messages import LONGEST_MESSAGE, Reply

CONVERSATION = r"^[A-Za-z0-9_-]{16,64}$"
_NAME = re.compile(CONVERSATION)
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def new_conversation() -> str:
    """A name nobody can guess: whoever knows it may read the conversation."""
    return secrets.token_urlsafe(18)


def is_conversation(name: object) -> bool:
    return isinstance(name, str) and _NAME.match(name) is not None


class Saying(BaseModel):
    """One message of the caller. Longer ones are refused with a sentence, never cut in silence."""

    type: Literal["say"] = "say"
    id: str = Field(min_length=1, max_length=64)
    text: str


def trouble_with(text: str) -> str | None:
    """The name of the sentence that refuses this text, or None where it can be answered."""
    if not _UNSPEAKABLE.sub("", text).strip():
        return "utter_empty_message"
    return "utter_message_too_long" if len(text) > LONGEST_MESSAGE else None


def clean(text: str) -> str:
    """The text without control characters and torn surrogates, which no store and no model can hold."""
    return _UNSPEAKABLE.sub("", text).strip()


def rendered(reply: Reply) -> dict[str, Any]:
    """A reply as JSON for the page and for programs."""
    citation, ticket = reply.citation, reply.ticket
    return {
        "type": "reply",
        "id": reply.message_id,
        "bubbles": [{"kind": bubble.kind.value, "text": bubble.text} for bubble in reply.bubbles],
        "choices": [{"title": choice.title, "says": choice.says} for choice in reply.choices],
        "grade": reply.grade.value,
        "answered_by": reply.answered_by.value,
        "entry": citation
        and {
            "id": citation.entry,
            "version": citation.version,
            "topic": citation.topic,
            "sources": list(citation.sources),
            "review": citation.review,
            "spoken": citation.spoken,
        },
        "ticket": ticket
        and {"number": ticket.number, "code": ticket.code, "due": ticket.due, "nurse": ticket.nurse},
        "timings": {stage: round(ms, 2) for stage, ms in reply.timings.items()},
    }
