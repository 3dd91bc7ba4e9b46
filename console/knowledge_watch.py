"""What is served keeps up with files and desk: editing knowledge needs no restart."""

import logging
from collections.abc import Callable
from datetime import date, timedelta

from console.turning import Turning
from knowledge_base.live import LiveSearch
from knowledge_base.renewal import Renewal, Seen

log = logging.getLogger(__name__)

_FAULTS_TOLD = 3


class KnowledgeWatch:
    """Looks at files and overlay `every` so often, on the hospital's day, until it is stopped."""

    def __init__(self, renewal: Renewal, *, every: timedelta, today: Callable[[], date]) -> None:
        self._renewal = renewal
        self._every = every
        self._today = today
        self.turning = Turning("knowledge", self._turn, first_rest=every)

    def open(self) -> None:
        """The first load; where it fails, the process serves all the same and waits for the mending."""
        self._tell(self._renewal.open(today=self._today()))

    @property
    def live(self) -> LiveSearch:
        """The search that is served, now and after every swap."""
        return self._renewal.live

    @property
    def refused(self) -> list[str]:
        """The first faults of what lies in the folder, or was approved on the desk, and is not served."""
        return [str(fault) for fault in self._renewal.refused[:_FAULTS_TOLD]]

    def _turn(self) -> timedelta:
        try:
            self._tell(self._renewal.look(today=self._today()))
        except Exception:
            log.exception("the knowledge could not be looked at; what was loaded is served on")
        return self._every

    def _tell(self, seen: Seen) -> None:
        if seen is Seen.SWAPPED:
            log.info("the knowledge as it stands in the files and on the desk is served now")
            if self._renewal.refused:
                log.error("some of the hospital's own is kept out: %s", "; ".join(self.refused))
        elif seen is Seen.REFUSED:
            log.error("changed knowledge is refused: %s", "; ".join(self.refused))
