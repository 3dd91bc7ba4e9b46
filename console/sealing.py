"""What a night adds to the audit trail: one seal over every event kept since the last."""

import logging
from collections.abc import Callable

from hotline.clock import Clock
from hotline.database import Database
from hotline.tickets import seal_events

log = logging.getLogger(__name__)


class Sealing:
    """Safe on many replicas: whoever comes second finds nothing left to seal."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def run(self, *, stopped: Callable[[], bool] = lambda: False) -> dict[str, int]:
        """The number of events sealed. Raises StorageUnavailable."""
        if stopped():
            return {}
        with self._database.transaction() as session:
            seal = seal_events(session, clock=self._clock)
            if seal is None:
                return {}
            log.info("audit trail sealed up to %s", seal.hash)  # whoever keeps the log keeps a witness
            return {"sealed": seal.events}
