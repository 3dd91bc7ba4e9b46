"""One message of a conversation after another, in the order they came."""

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """Of this process; a conversation's page holds one line, and its messages come over it."""

    def __init__(self) -> None:
        self._waiting: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, conversation: str) -> asyncio.Lock:
        """Served first come, first served; gone when nobody holds it any more."""
        lock = self._waiting.get(conversation)
        if lock is None:
            lock = self._waiting[conversation] = asyncio.Lock()
        return lock
