"""One thread that keeps what is served up with the files: editing knowledge needs no restart."""

import logging
from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, Thread

from knowledge_base.live import Renewal, Seen

log = logging.getLogger(__name__)

_FAULTS_TOLD = 3


class KnowledgeWatch:
    """Looks at the files `every` so often, on the hospital's day, until it is stopped."""

    def __init__(self, renewal: Renewal, *, every: timedelta, today: Callable[[], date]) -> None:
        self._renewal = renewal
        self._every = every.total_seconds()
        self._today = today
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="knowledge", daemon=True)

    def open(self) -> None:
        """The first load; where it fails, the process serves all the same and waits for the mending."""
        self._tell(self._renewal.open(today=self._today()))

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    @property
    def refused(self) -> list[str]:
        """The first faults of what lies in the folder and is not served."""
        return [str(fault) for fault in self._renewal.refused[:_FAULTS_TOLD]]

    def _run(self) -> None:
        while not self._stopped.wait(self._every):
            try:
                self._tell(self._renewal.look(today=self._today()))
            except Exception:
                log.exception("the knowledge could not be looked at; what was loaded is served on")

    def _tell(self, seen: Seen) -> None:
        if seen is Seen.SWAPPED:
            log.info("the knowledge as it lies in the files is served now")
        elif seen is Seen.REFUSED:
            log.error("changed knowledge is refused: %s", "; ".join(self.refused))
