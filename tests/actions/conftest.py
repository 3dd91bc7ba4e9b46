"""The actions with a real ledger on a real database, the sample hospital, and a clock that stands still."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from actions.tools import Tools
from actions.webhook import router
from hotline.appointments import Bookings
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.handoff import Talks
from hotline.ledger import Ledger
from hotline.reminders import ReminderBook
from knowledge_base.profile import PROFILE, Hospital, load_hospital
from tests.actions.making import ROOT, Actions, ScriptedSearch
from tests.timetables import clinics_of


class NoCarrier:
    """A channel that asks for itself."""

    def deliver(self, conversation_id: str) -> None:
        return


class StillClock:
    """A Sunday, 19:00 in Shanghai."""

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "hotline.db"
    migrate(f"sqlite:///{path}", folder=ROOT / "migrations")
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    kept = Database(f"sqlite:///{shutil.copy(migrated, tmp_path / 'hotline.db')}")
    yield kept
    kept.close()


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> Iterator[Ledger]:
    kept = Ledger(
        database=database, journal_folder=tmp_path / "journal", clock=StillClock(), replay_every=None
    )
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    return load_hospital(ROOT / "knowledge_base" / PROFILE)


@pytest.fixture
def search() -> ScriptedSearch:
    return ScriptedSearch()


@pytest.fixture
def talks(database: Database, ledger: Ledger) -> Talks:
    return Talks(database=database, keeper=ledger, carriers={"web_chat": NoCarrier()}, clock=StillClock())


@pytest.fixture
def actions(
    search: ScriptedSearch, ledger: Ledger, talks: Talks, hospital: Hospital, database: Database
) -> Iterator[Actions]:
    door = FastAPI()
    tools = Tools(
        search=search,
        clinics=clinics_of(hospital),
        ledger=ledger,
        bookings=Bookings(database=database, clock=StillClock()),
        talks=talks,
        hospital=hospital,
        clock=StillClock(),
        reminders=ReminderBook(database=database, clock=StillClock()),
    )
    door.include_router(router(tools))
    with TestClient(door) as client:
        yield Actions(client)
