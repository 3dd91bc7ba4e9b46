"""Nurses, patients who ask for one, and talks on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.database import Database
from hotline.ledger import Ledger
from tests.hotline.handoff.talking import Ward
from tests.hotline.making import SetClock


@pytest.fixture
def ward(any_database: Database, clock: SetClock, tmp_path: Path) -> Iterator[Ward]:
    ward = Ward(any_database, clock=clock, journal=tmp_path / "journal")
    yield ward
    ward.close()


@pytest.fixture
def ledger(database: Database, clock: SetClock, tmp_path: Path) -> Iterator[Ledger]:
    kept = Ledger(database=database, journal_folder=tmp_path / "kept", clock=clock, replay_every=None)
    yield kept
    kept.close()
