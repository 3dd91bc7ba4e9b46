"""What a night takes away: rows, files and the bot's memory that are older than their rules."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database
from hotline.ledger.rejects import Rejects
from hotline.privacy import BATCH, drop_old_turns, purge_batch, retention


class Purge:
    """Each batch is a transaction of its own; may run on two replicas at once, and be stopped between two."""

    def __init__(self, database: Database, *, journal_folder: Path, clock: Clock) -> None:
        self._database = database
        self._rejects = Rejects(journal_folder / "rejected")
        self._clock = clock

    def run(self, *, stopped: Callable[[], bool] = lambda: False) -> dict[str, int]:
        """Rows by kind. Raises StorageUnavailable; what was done before that stays done."""
        taken = {kind: self._all_of(self._kind(kind), stopped) for kind in retention().kinds}
        taken["dialogue"] = self._all_of(self._turns, stopped)
        before = retention().files["rejected"].keep.before(self._clock.now())
        taken["rejected"] = int(self._rejects.drop_untouched(since=before))
        return {kind: rows for kind, rows in taken.items() if rows}

    def _all_of(self, batch: Callable[[Session], int], stopped: Callable[[], bool]) -> int:
        rows = 0
        while not stopped():
            with self._database.transaction() as session:
                taken = batch(session)
            rows += taken
            if taken < BATCH:
                break
        return rows

    def _kind(self, kind: str) -> Callable[[Session], int]:
        return lambda session: purge_batch(session, kind=kind, clock=self._clock)

    def _turns(self, session: Session) -> int:
        before = retention().dialogue.keep.before(self._clock.now())
        return drop_old_turns(session, before=before, at_most=BATCH)
