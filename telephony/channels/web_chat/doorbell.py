"""Wakes the open lines of a conversation in this process; lines on other replicas ask for themselves."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock


class Doorbell:
    """The web chat's carrier: it sends nothing, for its pages can ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: dict[str, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = {}

    def deliver(self, conversation_id: str) -> None:
        """From any thread."""
        with self._lock:
            lines = tuple(self._open.get(conversation_id, ()))
        for loop, rung in lines:
            with suppress(RuntimeError):  # that loop has just ended, and its lines with it
                loop.call_soon_threadsafe(rung.set)

    @contextmanager
    def listening(self, conversation_id: str) -> Iterator[asyncio.Event]:
        line = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._open.setdefault(conversation_id, set()).add(line)
        try:
            yield line[1]
        finally:
            with self._lock:
                self._open[conversation_id].discard(line)
                if not self._open[conversation_id]:
                    del self._open[conversation_id]
