"""Work that no caller waits for, held until it is done."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Background:
    """One for all calls of a process. What is begun here must handle its own errors."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def settle(self) -> None:
        """Returns when everything begun so far is done."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))
