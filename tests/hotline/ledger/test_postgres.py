"""The same promises when the database is a PostgreSQL that is stopped under us."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.database import Database, migrate
from hotline.ledger import Ledger
from hotline.tickets import queue
from tests.hotline.conftest import MIGRATIONS
from tests.hotline.making import SetClock, a_request, an_exchange
from tests.postgres import PostgresServer, running_postgres

pytestmark = pytest.mark.whole


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    with running_postgres() as own:
        yield own


def test_a_postgresql_that_stops_is_journalled_over_and_caught_up_with(
    server: PostgresServer, journal_folder: Path, clock: SetClock
) -> None:
    url = server.new_database()
    migrate(url, folder=MIGRATIONS)
    database = Database(url)
    ledger = Ledger(database=database, journal_folder=journal_folder, clock=clock, replay_every=None)
    before = ledger.open_ticket(a_request())
    server.stop()
    during = [ledger.open_ticket(a_request()) for _ in range(3)]
    ledger.add_contact(before.number, phone="13900009000", caller_name=None)
    ledger.record(an_exchange(said="停着呢"))
    ledger.flush()
    assert [receipt.journalled for receipt in (before, *during)] == [False, True, True, True]
    assert ledger.replay() == 0
    server.start()
    assert ledger.replay() == 5
    with database.reading() as session:
        found = {ticket.number: ticket.phone for ticket in queue(session)}
    assert found == {before.number: "13900009000"} | dict.fromkeys((r.number for r in during), "13800008000")
    assert [line.text for line in ledger.history("web-1", 9)] == ["停着呢", "请不要自己停药"]
    ledger.close()
    database.close()
