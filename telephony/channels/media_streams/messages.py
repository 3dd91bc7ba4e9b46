"""What comes over the line of a call's sound."""

import base64
import binascii
import json
from dataclasses import dataclass

LARGEST = 65_536
_INBOUND = "inbound"


class BadMessage(ValueError):  # noqa: N818 - a noun of the trade
    """Nothing the provider sends."""


@dataclass(frozen=True, slots=True)
class Started:
    """From now on it is this call's sound."""

    call: str


@dataclass(frozen=True, slots=True)
class Media:
    """A piece of what the caller says, in the mu-law."""

    sent: bytes


@dataclass(frozen=True, slots=True)
class Stopped:
    """Nothing more comes."""


def read_message(text: str) -> Started | Media | Stopped | None:
    """None for what is of no use to us: the greeting, marks, keys. Raises BadMessage."""
    try:
        told = json.loads(text)
        match told["event"]:
            case "media":
                media = told["media"]
                is_caller = media.get("track", _INBOUND) == _INBOUND
                return Media(base64.b64decode(media["payload"], validate=True)) if is_caller else None
            case "start":
                return _started(told["start"])
            case "stop":
                return Stopped()
            case str():
                return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise BadMessage from None
    raise BadMessage


def _started(start: dict[str, object]) -> Started:
    form = start["mediaFormat"]
    is_known = isinstance(form, dict) and (form["encoding"], form["sampleRate"]) == ("audio/x-mulaw", 8000)
    if not (is_known and isinstance(start["callSid"], str)):
        raise BadMessage
    return Started(start["callSid"])
