"""Two replicas on one PostgreSQL ring every telephone once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest

from hotline.database import Database
from hotline.outgoing_calls import Dialled, Errand, ask_for_call, ring_one_call
from tests.hotline.making import SetClock

CALLS = 60


class CountingDialler:
    """Counts how often each errand rang, by whichever replica."""

    def __init__(self) -> None:
        self.rung = Counter[str]()
        self.is_on = True
        self._lock = Lock()

    def dial(self, dialled: Dialled) -> str:
        with self._lock:
            self.rung[str(dialled.id)] += 1
        return f"CA-{dialled.id}"


@pytest.mark.whole
def test_each_call_rings_once(postgres_database: Database, migrated_postgres: str, clock: SetClock) -> None:
    with postgres_database.transaction() as session:
        for place in range(CALLS):
            facts = {"number": f"138000080{place:02}", "asked_by": "hotline", "clock": clock}
            ask_for_call(session, errand=Errand.REFILL, **facts)  # type: ignore[arg-type]
    dialler, together = CountingDialler(), Barrier(4)

    def replica(_: int) -> None:
        own = Database(migrated_postgres)
        together.wait()
        while ring_one_call(own, dialler=dialler, clock=clock):
            pass
        own.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(replica, range(4)))
    while ring_one_call(postgres_database, dialler=dialler, clock=clock):
        pass
    assert len(dialler.rung) == CALLS
    assert set(dialler.rung.values()) == {1}
