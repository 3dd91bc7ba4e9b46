"""Who writes to the official account is known again quickly, and by his own number once he proved it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from hotline.database import StorageUnavailable, installed_keyring
from hotline.identity import address_of, find_identity
from hotline.messaging.vocabulary import Opening
from telephony.channels.wechat.standing import Known, conversation_of
from telephony.wechat_people import WechatPeople
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline
from tests.telephony.test_binding import PHONE, bind, bound, say

OPENID = "oABC-123_of_grandmother"


class Windows:
    """Notes what was opened, in the transaction it was handed."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, Opening, datetime]] = []

    def __call__(self, session: Session, *, conversation_id: str, opening: Opening, at: datetime) -> None:
        assert find_identity(session, conversation_id=conversation_id) is not None
        self.opened.append((conversation_id, opening, at))


@pytest.fixture
def windows() -> Windows:
    return Windows()


@pytest.fixture
def people(hotline: Hotline, windows: Windows) -> WechatPeople:
    return WechatPeople(hotline.database, open_window=windows)


def test_his_conversation_is_the_one_of_his_hash_and_his_message_opens_a_window(
    people: WechatPeople, windows: Windows
) -> None:
    known = people.recognise(OPENID, at=MORNING, opening=Opening.MESSAGE)
    assert known == Known(conversation_id=conversation_of(installed_keyring().lookup_hash(OPENID)))
    assert windows.opened == [(known.conversation_id, Opening.MESSAGE, MORNING)]


def test_without_an_opening_nothing_is_opened_and_a_minute_is_written_once(
    hotline: Hotline, people: WechatPeople, windows: Windows
) -> None:
    written: list[str] = []
    engine = hotline.database._engine

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            written.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    for seconds in (0, 20, 59, 61):
        people.recognise(OPENID, at=MORNING + timedelta(seconds=seconds), opening=None)
    assert len(written) == 2
    assert windows.opened == []


async def test_he_is_given_the_number_he_bound_in_his_conversation(
    hotline: Hotline, people: WechatPeople
) -> None:
    known = people.recognise(OPENID, at=hotline.clock.now(), opening=None)
    await bind(hotline, conversation_id=known.conversation_id, channel="wechat")
    assert bound(hotline, known.conversation_id) == PHONE
    again = people.recognise(OPENID, at=hotline.clock.now(), opening=None)
    assert again == Known(conversation_id=known.conversation_id, phone=PHONE)
    await say(hotline, "解除绑定", conversation_id=known.conversation_id, channel="wechat")
    assert people.recognise(OPENID, at=hotline.clock.now(), opening=None).phone is None


def test_who_left_is_written_to_no_more_until_he_comes_back(hotline: Hotline, people: WechatPeople) -> None:
    known = people.recognise(OPENID, at=MORNING, opening=None)
    people.left(OPENID, at=MORNING)
    with hotline.database.reading() as session:
        assert address_of(session, known.conversation_id) is None
    assert people.recognise(OPENID, at=MORNING, opening=Opening.TAP) == known
    with hotline.database.reading() as session:
        assert address_of(session, known.conversation_id) == OPENID


def test_while_the_store_is_away_it_says_so(hotline: Hotline, people: WechatPeople) -> None:
    hotline.file.rename(hotline.file.with_name("away.db"))
    with pytest.raises(StorageUnavailable):
        people.recognise(OPENID, at=MORNING, opening=Opening.MESSAGE)
