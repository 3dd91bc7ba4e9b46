"""The running application sends what is due, by each means on its own, until it is stopped."""

from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest

from console.letters import letter_posts
from console.paths import MIGRATIONS
from hotline.clock import SystemClock
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.notifications import House, Means, NoticeKind, OutgoingLetter, Senders, notify_staff, set_reach
from tests.hotline.making import add_member

HOUSE = House(hospital="县总医院", hotline="0000-8810120", zone=timezone(timedelta(hours=8)))


class Carrier:
    """Hands over what it carries, once it may."""

    def __init__(self) -> None:
        self.carried: SimpleQueue[OutgoingLetter] = SimpleQueue()
        self.may = Event()
        self.may.set()

    def send(self, letter: OutgoingLetter) -> None:
        assert self.may.wait(10)
        self.carried.put(letter)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    migrate(url, folder=MIGRATIONS)
    kept = Database(url)
    with kept.transaction() as session:
        add_member(session, "chen")
        set_reach(session, username="chen", phone="13800008000", email="chen@hospital.example")
    yield kept
    kept.close()


def tell(database: Database) -> None:
    with database.transaction() as session:
        notify_staff(
            session,
            username="chen",
            kind=NoticeKind.DUE_SOON,
            ticket_number="261123-0042",
            facts={},
            clock=SystemClock(),
        )


def test_a_provider_that_hangs_holds_up_its_own_letters_alone(database: Database) -> None:
    sms, mail = Carrier(), Carrier()
    sms.may.clear()
    senders = Senders(on={Means.SMS: sms, Means.EMAIL: mail}, missing={}, house=HOUSE)
    posts = letter_posts(database, senders=senders, clock=SystemClock())
    tell(database)
    for post in posts:
        post.start()
    tell(database)
    for _ in range(2):
        assert mail.carried.get(timeout=10).address == "chen@hospital.example"
    assert sms.carried.empty()
    sms.may.set()
    for _ in range(2):
        assert sms.carried.get(timeout=10).address == "13800008000"
    for post in posts:
        post.stop()
