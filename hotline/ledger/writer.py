"""One thread writes what was said, many exchanges to a commit: the caller's turn never waits for it."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread

from hotline.conversations import Exchange

_LOG = logging.getLogger(__name__)
_GROUP = 200


class Writer:
    """Hands groups of exchanges to `save`, in order; calls `rest` after each group and when nothing comes."""

    def __init__(
        self, *, save: Callable[[list[Exchange]], None], rest: Callable[[], None], rest_every: timedelta
    ) -> None:
        self._save = save
        self._rest = rest
        self._rest_every = rest_every.total_seconds()
        self._queue: SimpleQueue[Exchange | Event | None] = SimpleQueue()
        self._putting = Lock()
        self._stopped = False
        self._thread = Thread(target=self._run, name="ledger", daemon=True)
        self._thread.start()

    def put(self, item: Exchange | Event) -> bool:
        """Whether it will be taken: nothing is after the writer was told to stop."""
        with self._putting:
            if not self._stopped:
                self._queue.put(item)
            return not self._stopped

    def flush(self, *, at_most: timedelta | None = None) -> None:
        """Returns when everything put before has been saved, or after `at_most`."""
        saved = Event()
        if self.put(saved):
            saved.wait(at_most.total_seconds() if at_most else None)

    def stop(self) -> None:
        """Returns when everything put before has been saved; may be called twice."""
        with self._putting:
            self._stopped = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            group, flushes, stopped = self._next_group()
            if group:
                self.guard(partial(self._save, group))
            for saved in flushes:
                saved.set()
            self.guard(self._rest)
            if stopped:
                return

    def _next_group(self) -> tuple[list[Exchange], list[Event], bool]:
        group: list[Exchange] = []
        flushes: list[Event] = []
        try:
            item = self._queue.get(timeout=self._rest_every)
            while item is not None:
                if isinstance(item, Exchange):
                    group.append(item)
                else:
                    flushes.append(item)
                if len(group) >= _GROUP:
                    return group, flushes, False
                item = self._queue.get_nowait()
        except Empty:
            return group, flushes, False
        return group, flushes, True

    @staticmethod
    def guard(step: Callable[[], None]) -> None:
        try:
            step()
        except Exception as error:  # noqa: BLE001 - the thread must outlive any single failure
            _LOG.error("the ledger's writer went on after %s", type(error).__name__)
