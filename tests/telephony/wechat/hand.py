"""Waiting by a clock in hand: time passes when a test says so, and nobody sleeps."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.hotline.making import SetClock


class HandTimer:
    """`wait` is the door's `Wait`."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock
        self._waiting: list[tuple[datetime, asyncio.Event]] = []

    async def wait(self, what: "asyncio.Future[Any]", within: timedelta) -> bool:
        over = asyncio.Event()
        entry = (self.clock.now() + within, over)
        self._waiting.append(entry)
        ends = asyncio.ensure_future(over.wait())
        try:
            await asyncio.wait({what, ends}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ends.cancel()
            self._waiting.remove(entry)
        return what.done()

    @property
    def count(self) -> int:
        return len(self._waiting)

    async def pass_(self, seconds: float) -> None:
        """Who waits no longer than this goes on."""
        self.clock.move(seconds=seconds)
        for until, over in self._waiting:
            if until <= self.clock.now():
                over.set()
        await turns()


async def turns(count: int = 20) -> None:
    """Lets everything go on that waits for nothing."""
    for _ in range(count):
        await asyncio.sleep(0)


async def until(is_so: Callable[[], bool]) -> None:
    """Also what a thread is about to do."""
    while not is_so():  # noqa: ASYNC110 - a thread tells nobody
        await asyncio.sleep(0)
