"""How a sentence is read out: in pieces a voice takes, slowly where it is asked for."""

import math
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

from telephony.phone.steps import Pace, Spoken
from telephony.twilio_client import VOICE

LISTENS_IN = "cmn-Hans-CN"
_SLOW = "80%"
_PIECE = 1000  # a voice takes 4,096
_MOST_HINTS = 500
_LONGEST_HINT = 100
_MOST_HINTED = 24_000
"""Bytes; with them and the longest prompt the document stays under the provider's 64 kB."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SENTENCE = re.compile(r"[^。！？；!?;]*[。！？；!?;]?")


def say(parent: Any, prompt: Sequence[Spoken]) -> None:
    """Under a verb or the document itself; after a slow sentence there is time to take it in."""
    for spoken in prompt:
        for piece in _pieces(_clean(spoken.text)):
            if spoken.pace is Pace.SLOW:
                parent.say(**VOICE).prosody(piece, rate=_SLOW)
                parent.pause(length=1)
            else:
                parent.say(piece, **VOICE)


@lru_cache(maxsize=64)
def hints(words: tuple[str, ...]) -> str:
    """As many of the words as the recogniser takes, the first ones first; empty for none."""
    cleaned = (_clean(word).replace(",", " ").strip() for word in words)
    fitting = dict.fromkeys(word for word in cleaned if 0 < len(word) <= _LONGEST_HINT)
    kept: list[str] = []
    size = 0
    for word in list(fitting)[:_MOST_HINTS]:
        size += len(word.encode()) + 1
        if size > _MOST_HINTED:
            break
        kept.append(word)
    return ",".join(kept)


def seconds(span: timedelta, *, most: int = 600) -> int:
    """Whole ones, at least one."""
    return min(max(math.ceil(span.total_seconds()), 1), most)


def _pieces(text: str) -> Iterator[str]:
    """At the ends of sentences, where one piece would be too long for a voice."""
    piece = ""
    for sentence in _SENTENCE.findall(text):
        for start in range(0, len(sentence), _PIECE):
            part = sentence[start : start + _PIECE]
            if len(piece) + len(part) > _PIECE:
                yield piece
                piece = ""
            piece += part
    if piece.strip():
        yield piece


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text).strip()
