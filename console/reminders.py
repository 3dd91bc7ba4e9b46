"""The thread that tells callers what they are to be reminded of, as it falls due."""

from datetime import timedelta

from console.turning import Turning
from hotline.clock import Clock
from hotline.database import Database
from hotline.reminders import (
    is_any_unheard,
    is_reminder_due,
    tell_one_due_reminder,
    write_one_unheard,
)

_EVERY = timedelta(seconds=5)


class Reminders:
    """`turn` tells everything that is due now; `turning` is the thread that does it as it falls due."""

    def __init__(self, database: Database, *, clock: Clock, every: timedelta = _EVERY) -> None:
        self._database = database
        self._clock = clock
        self._every = every
        self.turning = Turning("reminders", self._take_one, first_rest=every)

    def turn(self) -> int:
        """How many were looked at. Raises StorageUnavailable."""
        told = 0
        while self._tell_one():
            told += 1
        return told

    def _take_one(self) -> timedelta:
        return timedelta(0) if self._tell_one() else self._every

    def _tell_one(self) -> bool:
        with self._database.reading() as session:
            is_due, is_unheard = is_reminder_due(session, now=self._clock.now()), is_any_unheard(session)
        if not (is_due or is_unheard):
            return False
        with self._database.transaction() as session:
            told = tell_one_due_reminder(session, clock=self._clock)
            return told or write_one_unheard(session, clock=self._clock)
