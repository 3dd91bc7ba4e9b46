"""The threads that send letters, one for each means: a provider that hangs holds up its own letters alone."""

import logging
from datetime import timedelta
from threading import Event, Thread

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.notifications import CARRIED, Means, Senders, send_one_letter

log = logging.getLogger(__name__)

_TURN = timedelta(seconds=1)
_REST = timedelta(seconds=10)


class LetterPost:
    """Sends what is due until it is stopped; the rows know everything, so that any number may run."""

    def __init__(self, database: Database, *, senders: Senders, clock: Clock) -> None:
        self._database = database
        self._senders = senders
        self._clock = clock
        self._stopped = Event()
        self._threads = [
            Thread(target=self._run, args=(means,), name=f"letters-{means.value}", daemon=True)
            for means in CARRIED
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """A letter on its way is waited for: it would go twice."""
        self._stopped.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _run(self, means: Means) -> None:
        rest = timedelta(0)
        while not self._stopped.wait(rest.total_seconds()):
            rest = self._turn(means)

    def _turn(self, means: Means) -> timedelta:
        """One letter; gives how long to rest after it."""
        try:
            sent = send_one_letter(self._database, clock=self._clock, senders=self._senders, means=(means,))
        except StorageUnavailable as error:
            log.warning("letters by %s wait for the database: %s", means.value, error)
            return _REST
        except Exception:
            log.exception("a turn of the letters by %s failed", means.value)
            return _REST
        return timedelta(0) if sent else _TURN
