"""Two replicas on one PostgreSQL tell every reminder once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from hotline.database import Database
from hotline.reminders import tell_one_due_reminder
from tests.hotline.making import SetClock
from tests.hotline.reminders.conftest import TOMORROW_NINE, Reminding

REMINDERS = 60


@pytest.mark.whole
def test_each_reminder_is_told_once(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    reminding = Reminding(postgres_database, clock)
    for place in range(REMINDERS):
        reminding.ask(conversation_id=f"web-{place}", phone=f"138000080{place:02}")
    clock.at, together = TOMORROW_NINE, Barrier(4)

    def replica(_: int) -> None:
        own = Database(migrated_postgres)
        together.wait()
        is_more = True
        while is_more:
            with own.transaction() as session:
                is_more = tell_one_due_reminder(session, clock=clock)
        own.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(replica, range(4)))
    reminding.turn()
    told = Counter(letter.address for letter in reminding.letters())
    assert len(told) == REMINDERS
    assert set(told.values()) == {1}
