"""The running application writes what waits, until it is stopped; letters by WeChat are left to it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta, timezone
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from console.letters import letter_posts
from console.messages import message_post
from console.paths import MIGRATIONS
from console.wechat_writing import WechatWriting
from hotline.clock import SystemClock
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.messaging import Carried, Opening, Outcome, Post, Ways, open_window
from hotline.notifications import House, Means, NoticeKind, OutgoingLetter, Senders, notify_caller
from telephony.official_account.account import TemplateNotice
from telephony.wechat_outbox import WechatOutbox

HOUSE = House(hospital="县总医院", hotline="0000-8810120", zone=timezone(timedelta(hours=8)))
WHO = "wechat-1"


class Messenger:
    """Hands over what it carries."""

    def __init__(self) -> None:
        self.said: SimpleQueue[str] = SimpleQueue()

    def say(self, address: str, text: str) -> Outcome:
        self.said.put(text)
        return Outcome(Carried.SENT)

    def nudge(self, address: str, letter: OutgoingLetter) -> Outcome:
        raise AssertionError("the window is open")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    migrate(url, folder=MIGRATIONS)
    kept = Database(url)
    with kept.transaction() as session:
        open_window(session, conversation_id=WHO, opening=Opening.MESSAGE, at=SystemClock().now())
    yield kept
    kept.close()


def test_an_answer_that_came_late_is_written_once(database: Database) -> None:
    messenger = Messenger()
    ways = Ways(address_of=lambda _session, _conversation: "oTest-1")
    post = Post(messenger=messenger, ways=ways, house=HOUSE, clock=SystemClock())
    outbox = WechatOutbox(database)
    running = message_post(database, post=post)
    running.start()
    for _ in range(3):
        outbox.post(WHO, key="m-1", text="请按时吃药", at=SystemClock().now())
    assert messenger.said.get(timeout=10) == "请按时吃药"
    outbox.post(WHO, key="m-2", text="少吃盐", at=SystemClock().now())
    assert messenger.said.get(timeout=10) == "少吃盐"
    running.stop()
    assert messenger.said.empty()


class NoAccount:
    """Says nothing to anybody."""

    def say(self, openid: str, text: str) -> None:
        """Taken."""

    def tell(self, openid: str, notice: TemplateNotice) -> str:
        return "1"

    def put_menu(self, menu: Mapping[str, Any]) -> None:
        """Taken."""

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("account", [None, NoAccount()])
def test_an_account_that_is_off_leaves_letters_and_talks_as_they_were(
    database: Database, account: NoAccount | None
) -> None:
    writing = WechatWriting(
        database=database,
        clock=SystemClock(),
        house=HOUSE,
        account=account,
    )
    is_on = account is not None
    assert (writing.ways is not None) == is_on
    assert set(writing.carriers) == ({"wechat"} if is_on else set())
    assert set(writing.elsewhere) == ({Means.WECHAT} if is_on else set())
    assert len(writing.turnings()) == int(is_on)


def test_letters_by_a_means_that_is_sent_elsewhere_have_no_thread_here(database: Database) -> None:
    wechat = frozenset({Means.WECHAT})
    elsewhere = Senders(on={}, missing={}, house=HOUSE, elsewhere=wechat)
    here = Senders(on={}, missing={}, house=HOUSE)
    posts = letter_posts(database, senders=elsewhere, clock=SystemClock())
    assert len(posts) == len(letter_posts(database, senders=here, clock=SystemClock())) - 1


def test_a_letter_by_wechat_reaches_the_caller_by_the_post_of_messages(database: Database) -> None:
    messenger = Messenger()
    ways = Ways(address_of=lambda _session, _conversation: "oTest-1")
    with database.transaction() as session:
        notify_caller(
            session,
            ticket_number="261123-0042",
            phone=None,
            conversation_id=WHO,
            channel="wechat",
            kind=NoticeKind.DELAYED,
            facts={},
            clock=SystemClock(),
        )
    running = message_post(
        database, post=Post(messenger=messenger, ways=ways, house=HOUSE, clock=SystemClock())
    )
    running.start()
    assert "261123-0042" in messenger.said.get(timeout=10)
    running.stop()
