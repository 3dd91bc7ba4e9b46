"""A ledger on a database that can really be taken away and given back."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from hotline.database import Database
from hotline.ledger import Ledger
from tests.hotline.making import SetClock


@pytest.fixture
def journal_folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def impatient(database_file: Path) -> Iterator[Database]:
    kept = Database(f"sqlite:///{database_file}", busy_timeout=timedelta(milliseconds=50))
    yield kept
    kept.close()


@pytest.fixture
def ledger(impatient: Database, journal_folder: Path, clock: SetClock) -> Iterator[Ledger]:
    kept = Ledger(database=impatient, journal_folder=journal_folder, clock=clock, replay_every=None)
    yield kept
    kept.close()


@contextmanager
def locked(database_file: Path) -> Iterator[None]:
    other = sqlite3.connect(database_file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def gone(database_file: Path) -> Iterator[None]:
    away = database_file.with_suffix(".away")
    database_file.rename(away)
    database_file.mkdir()
    try:
        yield
    finally:
        database_file.rmdir()
        away.rename(database_file)
