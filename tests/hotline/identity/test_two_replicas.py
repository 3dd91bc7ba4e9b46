"""However many replicas are asked at once, a number gets no more codes than one replica would send."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from hotline.database import Database
from hotline.identity import AskedTooOften, ask_binding
from tests.hotline.identity.making import PHONE, codes_sent, somebody
from tests.hotline.making import SetClock


@pytest.mark.whole
def test_a_number_gets_three_codes_an_hour_from_all_of_them_together(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    together = Barrier(8)

    def replica(number: int) -> None:
        own = Database(migrated_postgres)
        together.wait()
        try:
            with own.transaction() as session:
                identity = somebody(session, clock=clock, openid=f"{number:09d}")
                ask_binding(session, identity=identity, phone=PHONE, clock=clock)
        except AskedTooOften:
            pass
        own.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(replica, range(8)))
    with postgres_database.reading() as session:
        assert len(codes_sent(session)) == 3
