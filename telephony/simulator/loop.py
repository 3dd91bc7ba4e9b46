"""An event loop in which nobody waits: time passes on a virtual clock when all that is left is waiting."""

import asyncio
import concurrent.futures
import selectors
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from anyio.to_thread import current_default_thread_limiter

from telephony.simulator.clock import VirtualClock

if TYPE_CHECKING:
    from anyio import CapacityLimiter

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")
_GRACE = 0.02
"""Real seconds in which what a socket or a thread just did may still arrive."""
_A_LOOK = 0.2
_ROUNDING = timedelta(microseconds=1)


class _Selector(selectors.DefaultSelector):
    """Asks for real; where nothing comes and nobody works, the time until the next timer has passed."""

    def __init__(self) -> None:
        super().__init__()
        self.works: Callable[[], bool] = lambda: False
        self.pass_: Callable[[float], None] = lambda _: None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        while True:
            if events := super().select(_A_LOOK if self.works() else _GRACE):
                return events
            if not self.works():
                self.pass_(timeout)
                return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its time is the clock's. While a thread works for it, or `working` says so, no time passes."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._began_at = clock.now()
        self._at_work = 0
        self._threads: CapacityLimiter | None = None
        selector = _Selector()
        super().__init__(selector)
        selector.works = self._is_anybody_working
        selector.pass_ = lambda seconds: clock.pass_(timedelta(seconds=seconds) + _ROUNDING)

        self._watching = self.create_task(self._watch_threads())

    async def _watch_threads(self) -> None:
        """Those in which an ASGI application runs what would block."""
        self._threads = current_default_thread_limiter()

    def _is_anybody_working(self) -> bool:
        return self._at_work > 0 or (self._threads is not None and self._threads.borrowed_tokens > 0)

    def time(self) -> float:
        return (self._clock.now() - self._began_at).total_seconds()

    def run_in_executor(
        self,
        executor: concurrent.futures.Executor | None,
        func: Callable[[*_Arguments], _Result],
        *args: *_Arguments,
    ) -> "asyncio.Future[_Result]":
        """The thread counts as working until its result is here."""
        future = super().run_in_executor(executor, func, *args)
        work = self.working()
        work.__enter__()
        future.add_done_callback(lambda _: work.__exit__(None, None, None), context=Context())
        return future

    @contextmanager
    def working(self) -> Iterator[None]:
        """Somebody outside of the loop works, and no time passes meanwhile."""
        self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1
