"""What the WeChat door and live talks leave for the post is kept, once, and names nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from console.paths import MIGRATIONS
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.messaging import OutgoingText, Purpose
from telephony.wechat_outbox import WechatCarrier, WechatOutbox
from tests.hotline.making import MORNING, SetClock

OPENID = "oTest-1"
WHO = "wechat-1"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    migrate(url, folder=MIGRATIONS)
    kept = Database(url)
    yield kept
    kept.close()


def test_an_answer_is_kept_once_and_its_key_tells_nobodys_name(database: Database) -> None:
    outbox = WechatOutbox(database)
    for _ in range(2):
        outbox.post(WHO, key=f"{OPENID}-1764000000", text="请按时吃药", at=MORNING)
    with database.reading() as session:
        (text,) = session.scalars(select(OutgoingText))
    assert (text.purpose, text.promised) == (Purpose.ANSWER, True)
    assert OPENID not in text.key


def test_a_conversation_without_lines_is_delivered_nothing(database: Database) -> None:
    WechatCarrier(database, clock=SetClock()).deliver(WHO)
    with database.reading() as session:
        assert session.scalars(select(OutgoingText)).all() == []
