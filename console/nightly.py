"""The night's works are done once, by the hospital's clock."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, timedelta, tzinfo
from typing import Protocol

from console.turning import Turning
from hotline.clock import Clock
from hotline.database import StorageUnavailable

log = logging.getLogger(__name__)

_EVERY = timedelta(minutes=10)
_HOUR = 3
"""Few call then. Whoever starts later in the day catches up at once: there is little, or nothing, to do."""


class NightWork(Protocol):
    """Gives what it did, by kind; doing it again in the same night does no harm."""

    def run(self, *, stopped: Callable[[], bool]) -> dict[str, int]: ...


class Nightly:
    """Looks every ten minutes; a night that failed is tried again at the next look."""

    def __init__(self, works: Sequence[NightWork], *, zone: tzinfo, clock: Clock) -> None:
        self._works = works
        self._zone = zone
        self._clock = clock
        self._done: date | None = None
        self.turning = Turning("nightly", self._turn, first_rest=_EVERY)

    def look(self) -> bool:
        """Do tonight's works where they are owed; gives whether they were done. Never raises."""
        here = self._clock.now().astimezone(self._zone)
        if here.hour < _HOUR or self._done == here.date():
            return False
        try:
            done = [work.run(stopped=self._is_stopping) for work in self._works]
        except StorageUnavailable:
            log.warning("the night's works wait: the database is away")
            return False
        except Exception:
            log.exception("a work of the night failed and is tried again")
            return False
        self._done = here.date()
        log.info("done tonight: %s", [one for one in done if one] or "nothing")
        return True

    def _turn(self) -> timedelta:
        self.look()
        return _EVERY

    def _is_stopping(self) -> bool:
        return self.turning.is_stopping
