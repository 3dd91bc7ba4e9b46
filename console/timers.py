"""One thread that does what is due on tickets, one after the other, while the process lives."""

import logging
from datetime import timedelta
from threading import Event, Thread

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.follow_up import Roster, do_one_due_timer, is_timer_due, plan_one_forgotten_ticket

log = logging.getLogger(__name__)

_EVERY = timedelta(seconds=2)


class Timers:
    """`turn` does everything that is due now; the thread that `start` begins takes turn after turn."""

    def __init__(
        self, *, database: Database, clock: Clock, roster: Roster, every: timedelta = _EVERY
    ) -> None:
        self._database = database
        self._clock = clock
        self._roster = roster
        self._every = every.total_seconds()
        self._is_away = False
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="timers", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when the timer that is being done is done."""
        self._stopped.set()
        self._thread.join()

    def turn(self) -> int:
        """How many were done. Raises StorageUnavailable."""
        done = 0
        while not self._stopped.is_set() and self._do_one():
            done += 1
        return done

    def remember(self) -> None:
        """Gives tickets from before there were timers theirs. Raises StorageUnavailable."""
        forgotten = True
        while forgotten and not self._stopped.is_set():
            with self._database.transaction() as session:
                forgotten = plan_one_forgotten_ticket(session)

    def _do_one(self) -> bool:
        with self._database.reading() as session:
            if not is_timer_due(session, now=self._clock.now()):
                return False
        with self._database.transaction() as session:
            return do_one_due_timer(session, clock=self._clock, roster=self._roster)

    def _run(self) -> None:
        remembered = False
        while not self._stopped.wait(self._every):
            try:
                if not remembered:
                    self.remember()
                    remembered = True
                self.turn()
            except Exception as error:  # noqa: BLE001 - the thread's edge: what is due waits in its row
                self._tell_once(error)
            else:
                self._is_away = False

    def _tell_once(self, error: Exception) -> None:
        if not self._is_away:
            trace = None if isinstance(error, StorageUnavailable) else error
            log.error("timers wait: %s", type(error).__name__, exc_info=trace)
        self._is_away = True
