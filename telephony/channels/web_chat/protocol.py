"""What goes over the wire between the chat page and the hotline, both ways."""

import json
import re
import secrets
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from telephony.messages import Citation, Reply

LONGEST_FRAME = 65_536
"""Bytes of one websocket frame or one HTTP body; a longer one is not read."""
CONVERSATION = r"^[A-Za-z0-9_-]{16,64}$"
_VERSION = re.compile(r"[0-9A-Za-z.-]{1,20}")
_NAME = re.compile(r"[A-Za-z0-9_-]{16,64}")
_TORN = re.compile(r"[\ud800-\udfff]")


def new_conversation() -> str:
    """A name nobody can guess: whoever knows it may read the conversation."""
    return secrets.token_urlsafe(18)


def is_conversation(name: object) -> bool:
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def _version(shown: object) -> str | None:
    return shown if isinstance(shown, str) and _VERSION.fullmatch(shown) else None


def _mended(text: object) -> object:
    """Half a character refuses no whole message."""
    return _TORN.sub("", text) if isinstance(text, str) else text


Spoken = Annotated[str, BeforeValidator(_mended)]
Shown = Annotated[str | None, BeforeValidator(_version)]
"""The notice that stood above a message; one of the wrong form is none, and refuses no cry for help."""
MessageId = Annotated[str, Field(pattern=r"^[!-~]{1,64}$")]
"""Comes back in the reply and is kept with the message: printable ASCII."""


class Saying(BaseModel):
    """One message of the caller. Longer ones are refused with a sentence, never cut in silence."""

    type: Literal["say"] = "say"
    id: MessageId
    text: Spoken
    notice: Shown = None


class Exchange(BaseModel):
    """A message over plain HTTP; without a conversation a new one begins."""

    text: Spoken
    conversation: Annotated[str, Field(pattern=CONVERSATION)] | None = None
    message_id: MessageId | None = None


def json_object(text: str | bytes) -> dict[str, Any]:
    """What a peer sent; anything that is no JSON object counts as an empty one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def refused(message_id: object, *, why: str, text: str) -> dict[str, Any]:
    """No reply but the reason for none; `why` is for programs, `text` for people."""
    named = _mended(message_id)
    return {
        "type": "refused",
        "id": named[:64] if isinstance(named, str) else "",
        "why": why.removeprefix("utter_"),
        "text": text,
    }


def rendered(reply: Reply) -> dict[str, Any]:
    """A reply as JSON for the page and for programs; `entry` is the first of `entries`."""
    ticket = reply.ticket
    entries = [_entry(citation) for citation in reply.citations]
    return {
        "type": "reply",
        "id": reply.message_id,
        "bubbles": [{"kind": bubble.kind.value, "text": bubble.text} for bubble in reply.bubbles],
        "choices": [{"title": choice.title, "says": choice.says} for choice in reply.choices],
        "grade": reply.grade.value,
        "answered_by": reply.answered_by.value,
        "entry": entries[0] if entries else None,
        "entries": entries,
        "ticket": ticket
        and {"number": ticket.number, "code": ticket.code, "due": ticket.due, "nurse": ticket.nurse},
        "progress": reply.progress or (ticket and ticket.code),
        "sheet": reply.sheet,
        "timings": {stage: round(ms, 2) for stage, ms in reply.timings.items()},
    }


def _entry(citation: Citation) -> dict[str, Any]:
    return {
        "id": citation.entry,
        "version": citation.version,
        "topic": citation.topic,
        "sources": list(citation.sources),
        "review": citation.review,
        "spoken": citation.spoken,
    }
