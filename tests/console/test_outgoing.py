"""The running application rings whom we owe a call and, by night, deletes the sound of voicemails."""

from collections.abc import Iterator
from datetime import UTC, datetime
from queue import SimpleQueue

import pytest

from console.outgoing import outgoing_post
from console.paths import MIGRATIONS
from console.voicemails import VoicemailDeletion
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.outgoing_calls import Dialled, Errand, ask_for_call
from hotline.recordings import DeletionFailed, keep_recording
from tests.hotline.making import SetClock


class ToldDialler:
    """Hands over whom it rang."""

    def __init__(self) -> None:
        self.rung: SimpleQueue[Dialled] = SimpleQueue()
        self.is_on = True

    def dial(self, dialled: Dialled) -> str:
        self.rung.put(dialled)
        return f"CA-{dialled.id}"


class ToldStore:
    """Deletes all but what it is told not to."""

    def __init__(self, *, keeps: str = "") -> None:
        self.keeps = keeps
        self.deleted: list[str] = []

    def delete(self, name: str) -> None:
        if name == self.keeps:
            raise DeletionFailed("told to fail")
        self.deleted.append(name)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> str:
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{tmp_path_factory.mktemp('outgoing') / 'hotline.db'}"
    migrate(url, folder=MIGRATIONS)
    return url


@pytest.fixture
def database(migrated: str) -> Iterator[Database]:
    kept = Database(migrated)
    yield kept
    kept.close()


def test_what_is_due_rings_until_it_is_stopped(database: Database) -> None:
    dialler, clock = ToldDialler(), SetClock()
    post = outgoing_post(database, dialler=dialler, clock=clock)
    with database.transaction() as session:
        numbers = ("13800008000", "13800008001")
        for number in numbers:
            ask_for_call(session, errand=Errand.REFILL, number=number, asked_by="hotline", clock=clock)
    post.start()
    assert {dialler.rung.get(timeout=10).number for _ in numbers} == set(numbers)
    post.stop()
    assert dialler.rung.empty()


def test_a_night_deletes_what_is_due_and_leaves_what_fails_for_another(database: Database) -> None:
    clock = SetClock(datetime(2026, 11, 1, tzinfo=UTC))
    with database.transaction() as session:
        for name in ("RE1", "RE2", "RE3"):
            keep_recording(session, name=name, call="CA1", conversation_id=name, made_at=clock.now())
    clock.move(days=31)
    store = ToldStore(keeps="RE2")
    night = VoicemailDeletion(database, store=store, clock=clock)
    assert night.run(stopped=lambda: True) == {}
    assert night.run() == {"voicemails": 2}
    assert sorted(store.deleted) == ["RE1", "RE3"]
    assert night.run() == {}
    clock.move(days=1)
    store.keeps = ""
    assert night.run() == {"voicemails": 1}
