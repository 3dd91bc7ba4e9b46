"""What a night adds to the ledger of measures: the weeks they are judged by, counted while words last."""

from collections.abc import Callable
from datetime import tzinfo

from hotline.clock import Clock
from hotline.database import Database
from hotline.measures import keep_one_week


class MeasureCounts:
    """Safe on many replicas: a week that was counted is left as it is."""

    def __init__(self, database: Database, *, zone: tzinfo, clock: Clock) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock

    def run(self, *, stopped: Callable[[], bool] = lambda: False) -> dict[str, int]:
        """The number of weeks counted, each in its own transaction. Raises StorageUnavailable."""
        weeks = 0
        while not stopped() and self._keep_one():
            weeks += 1
        return {"weeks of measures": weeks} if weeks else {}

    def _keep_one(self) -> bool:
        with self._database.transaction() as session:
            return keep_one_week(session, zone=self._zone, clock=self._clock)
