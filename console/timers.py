"""What is due on tickets is done, one after the other, while the process lives."""

from datetime import timedelta

from console.turning import Turning
from hotline.clock import Clock
from hotline.database import Database
from hotline.follow_up import Roster, do_one_due_timer, is_timer_due, plan_one_forgotten_ticket

_EVERY = timedelta(seconds=2)


class Timers:
    """`turn` does everything that is due now; `turning` is the thread that does it as it falls due."""

    def __init__(
        self, *, database: Database, clock: Clock, roster: Roster, every: timedelta = _EVERY
    ) -> None:
        self._database = database
        self._clock = clock
        self._roster = roster
        self._every = every
        self._remembers_all = False
        self.turning = Turning("timers", self._take_one, first_rest=every)

    def turn(self) -> int:
        """How many were done. Raises StorageUnavailable."""
        done = 0
        while self._do_one():
            done += 1
        return done

    def remember(self) -> None:
        """Gives tickets from before there were timers theirs. Raises StorageUnavailable."""
        while self._remember_one():
            pass

    def _take_one(self) -> timedelta:
        if not self._remembers_all:
            self._remembers_all = not self._remember_one()
            return timedelta(0)
        return timedelta(0) if self._do_one() else self._every

    def _remember_one(self) -> bool:
        with self._database.transaction() as session:
            return plan_one_forgotten_ticket(session)

    def _do_one(self) -> bool:
        with self._database.reading() as session:
            if not is_timer_due(session, now=self._clock.now()):
                return False
        with self._database.transaction() as session:
            return do_one_due_timer(session, clock=self._clock, roster=self._roster)
