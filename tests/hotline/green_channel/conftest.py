"""Bells on a real database; each looks for due rings only when a test says so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hotline.database import Database
from hotline.green_channel import Bell
from hotline.ledger import Ledger
from tests.hotline.making import SetClock, ToldRinger, a_ladder


@dataclass
class Replica:
    """One process: its bell, and what it rang."""

    bell: Bell
    ledger: Ledger
    ringer: ToldRinger
    database: Database

    def stop(self) -> None:
        self.bell.stop()
        self.ledger.close()


StartReplica = Callable[..., Replica]


@pytest.fixture
def start_replica(tmp_path: Path, clock: SetClock) -> Iterator[StartReplica]:
    """Starts a process on a database; those of one `machine` share a journal."""
    started: list[Replica] = []

    def start(database: Database, *, machine: str = "one") -> Replica:
        ledger = Ledger(database=database, journal_folder=tmp_path / machine, clock=clock, replay_every=None)
        ringer = ToldRinger()
        bell = Bell(keeper=ledger, database=database, ladder=a_ladder(), ringer=ringer, clock=clock)
        started.append(Replica(bell, ledger, ringer, database))
        return started[-1]

    yield start
    for replica in started:
        replica.stop()


@pytest.fixture
def replica(any_database: Database, start_replica: StartReplica) -> Replica:
    return start_replica(any_database)
