"""Looks after live talks: nobody waits for a nurse who has gone, or for ever."""

import logging
from datetime import timedelta
from threading import Event, Thread

from hotline.handoff import Talks

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=5)


class Caring:
    """On every replica; each takes one talk at a time, so that none is looked after twice."""

    def __init__(self, talks: Talks, *, every: timedelta = EVERY) -> None:
        self._talks = talks
        self._every = every.total_seconds()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="caring", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def turn(self) -> None:
        """Looks after every talk that needs it now."""
        try:
            while self._talks.care_for_one():
                pass
        except Exception:
            # The loop's edge: one talk that cannot be looked after must not leave the others alone.
            log.exception("live talks could not be looked after")

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            self.turn()
