"""The thread that rings people we owe a call, one after the other, while the process lives."""

import logging
from datetime import timedelta
from threading import Event, Thread

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.outgoing_calls import Dialler, ring_one_call

log = logging.getLogger(__name__)

_TURN = timedelta(seconds=2)
_REST = timedelta(seconds=10)


class OutgoingPost:
    """Rings what is due until it is stopped; the rows know everything, so that any number may run."""

    def __init__(self, database: Database, *, dialler: Dialler, clock: Clock) -> None:
        self._database = database
        self._dialler = dialler
        self._clock = clock
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="outgoing-calls", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """A call that is being dialled is waited for: it would be dialled twice."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        rest = timedelta(0)
        while not self._stopped.wait(rest.total_seconds()):
            rest = self._turn()

    def _turn(self) -> timedelta:
        """One call; gives how long to rest after it."""
        try:
            rang = ring_one_call(self._database, dialler=self._dialler, clock=self._clock)
        except StorageUnavailable as error:
            log.warning("outgoing calls wait for the database: %s", error)
            return _REST
        except Exception:
            log.exception("a turn of the outgoing calls failed")
            return _REST
        return timedelta(0) if rang else _TURN
