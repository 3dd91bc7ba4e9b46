"""Two replicas on one PostgreSQL send every letter once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from uuid import UUID

import pytest
from sqlalchemy import func, select

from hotline.database import Database
from hotline.notifications import (
    CARRIED,
    Letter,
    LetterState,
    Means,
    OutgoingLetter,
    Senders,
    send_one_letter,
)
from tests.hotline.making import SetClock
from tests.hotline.notifications.making import tell_caller
from tests.hotline.notifications.test_sending import HOUSE

LETTERS = 300


class Counting:
    """Counts how often each letter was carried, by whichever replica."""

    def __init__(self) -> None:
        self.carried = Counter[UUID]()
        self.by = Counter[str]()
        self._lock = Lock()

    def send_for(self, replica: str) -> "_Carrier":
        return _Carrier(self, replica)

    def count(self, letter: UUID, *, by: str) -> None:
        with self._lock:
            self.carried[letter] += 1
            self.by[by] += 1


class _Carrier:
    def __init__(self, counting: Counting, replica: str) -> None:
        self._counting = counting
        self._replica = replica

    def send(self, letter: OutgoingLetter) -> None:
        self._counting.count(letter.id, by=self._replica)


@pytest.mark.whole
def test_each_letter_is_sent_once(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    with postgres_database.transaction() as session:
        for _ in range(LETTERS):
            tell_caller(session, clock=clock, channel="phone")
    counting, together = Counting(), Barrier(4)

    def replica(name: str) -> None:
        own = Database(migrated_postgres)
        senders = Senders(on=dict.fromkeys(CARRIED, counting.send_for(name)), missing={}, house=HOUSE)
        together.wait()
        while send_one_letter(own, clock=clock, senders=senders):
            pass
        own.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(replica, ["a", "a", "b", "b"]))

    # Whoever found every due row held by others went home; the last ones at work finish what is due.
    replica_left = Senders(on=dict.fromkeys(CARRIED, counting.send_for("a")), missing={}, house=HOUSE)
    while send_one_letter(postgres_database, clock=clock, senders=replica_left):
        pass
    assert len(counting.carried) == LETTERS
    assert set(counting.carried.values()) == {1}
    assert set(counting.by) == {"a", "b"}
    with postgres_database.reading() as session:
        sent = select(func.count()).select_from(Letter).where(Letter.state == LetterState.SENT)
        assert session.scalar(sent.where(Letter.means == Means.SMS)) == LETTERS
