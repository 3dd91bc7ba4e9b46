"""A thread that takes its turn again and again while the process lives."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from hotline.database import StorageUnavailable

log = logging.getLogger(__name__)

REST = timedelta(seconds=10)


class Turning:
    """Calls `turn`, which says how long to rest after it.

    A turn that fails is tried again, and told once until one succeeds: what it is for lies in rows or files.
    """

    def __init__(
        self, name: str, turn: Callable[[], timedelta], *, first_rest: timedelta = timedelta(0)
    ) -> None:
        self._name = name
        self._turn = turn
        self._first_rest = first_rest
        self._failing: type[Exception] | None = None
        self._stopped = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    @property
    def is_stopping(self) -> bool:
        return self._stopped.is_set()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when the turn that is being taken is over; nothing is done twice for it."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        rest = self._first_rest
        while not self._stopped.wait(rest.total_seconds()):
            rest = self._take()

    def _take(self) -> timedelta:
        try:
            rest = self._turn()
        except Exception as error:  # noqa: BLE001 - the thread's edge
            self._tell(error)
            return REST
        self._failing = None
        return rest

    def _tell(self, error: Exception) -> None:
        if self._failing is not type(error):
            trace = None if isinstance(error, StorageUnavailable) else error
            log.error(
                "%s: a turn failed and is tried again: %s", self._name, type(error).__name__, exc_info=trace
            )
        self._failing = type(error)
