"""Answers that came too late for an account that may not write unasked: they wait to be fetched with a 1."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from telephony.channels.web_chat.protocol import clean
from telephony.recent import Recent

_MOST = 4096
_FETCHES = frozenset({"1", "１", "一", "①", "1.", "1。", "１。", "回复1", "查看"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back for one delivery; no `text` where nothing is to be said.

    `says` is what the numbers under it stand for, from the moment it is shown: with none of them, numbers
    offered before mean nothing any more; None leaves those as they are. Nothing delays what `is_urgent`.
    """

    conversation_id: str = ""
    text: str | None = None
    says: tuple[str, ...] | None = None
    is_urgent: bool = False


@dataclass(slots=True)
class _Waiting:
    key: str
    answer: asyncio.Future[Answer]
    until: datetime
    is_covered: bool = False


class Kept:
    """One a person, in this process."""

    def __init__(self, *, lasts: timedelta) -> None:
        self._lasts = lasts
        self._waiting: Recent[str, _Waiting] = Recent(_MOST)

    def keep(self, openid: str, *, key: str, answer: asyncio.Future[Answer], now: datetime) -> None:
        self._waiting.put(openid, _Waiting(key, answer, now + self._lasts))

    def told(self, openid: str, *, key: str) -> None:
        """That answer was given after all."""
        waiting = self._waiting.get(openid)
        if waiting is not None and waiting.key == key:
            self._waiting.drop(openid)

    def cover(self, openid: str, *, key: str) -> None:
        """A later reply of its own offers numbers: a 1 is its first, and only else fetches what waits."""
        waiting = self._waiting.get(openid)
        if waiting is not None and waiting.key != key:
            waiting.is_covered = True

    def take(
        self, openid: str, *, text: str, now: datetime, even_covered: bool = False
    ) -> asyncio.Future[Answer] | None:
        """What this message fetches; it is then no longer kept here."""
        waiting = self._waiting.get(openid)
        if waiting is None or clean(text) not in _FETCHES or (waiting.is_covered and not even_covered):
            return None
        self._waiting.drop(openid)
        return waiting.answer if now < waiting.until else None
