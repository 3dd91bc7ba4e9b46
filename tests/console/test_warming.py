"""The words of the last weeks are encoded before anybody looks."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.paths import MIGRATIONS
from console.warming import Warming
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.staff import StaffRole
from knowledge_base.needs import KeptVectors
from tests.console.test_demo import HOSPITAL
from tests.hotline.digest.making import at, say
from tests.hotline.making import SetClock, add_member
from tests.knowledge_base.small_encoder import SmallEncoder

SAID = [f"第{place}种降压药能不能停" for place in range(10)]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    migrate(url, folder=MIGRATIONS)
    kept = Database(url)
    for place, said in enumerate(SAID):
        say(kept, f"web-{place}", at(day=place % 3), said=said)
    yield kept
    kept.close()


def warming(database: Database, encoder: SmallEncoder) -> Warming:
    clock = SetClock(at(day=5))
    return Warming(database, vectors=KeptVectors(lambda: encoder), hospital=HOSPITAL, clock=clock)


def test_words_are_encoded_a_few_at_a_time_and_then_it_rests(database: Database) -> None:
    with database.transaction() as session:
        add_member(session, "wu", role=StaffRole.MANAGER)
    encoder = SmallEncoder()
    warm = warming(database, encoder)
    assert warm.turn() < timedelta(seconds=2)
    assert len(encoder.encoded) < len(SAID)
    assert warm.turn() > timedelta(hours=1)
    assert sorted(encoder.encoded) == sorted(SAID)


def test_what_was_encoded_once_is_not_encoded_again(database: Database) -> None:
    with database.transaction() as session:
        add_member(session, "wu", role=StaffRole.MANAGER)
    encoder = SmallEncoder()
    warm = warming(database, encoder)
    for _ in range(4):
        warm.turn()
    assert sorted(encoder.encoded) == sorted(SAID)


def test_nothing_is_encoded_where_nobody_may_read_the_digest(database: Database) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
    encoder = SmallEncoder()
    assert warming(database, encoder).turn() > timedelta(hours=1)
    assert encoder.encoded == []
