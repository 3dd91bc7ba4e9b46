"""What WeChat says of a template message reaches what it told of; whoever is named is named nowhere."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from hotline.database import Database
from hotline.identity import address_of
from hotline.messaging import (
    Carried,
    Outcome,
    OutgoingText,
    Post,
    Purpose,
    Way,
    Ways,
    open_window,
    post,
    send_one_message,
)
from hotline.notifications import OutgoingLetter
from telephony.channels.wechat.events import TemplateTold
from telephony.wechat_people import WechatPeople
from telephony.wechat_templates import WechatTemplates
from tests.hotline.making import MORNING, SetClock
from tests.hotline.messaging.writing import HOUSE
from tests.telephony.making import Hotline

OPENID = "oABC-123_of_grandfather"
WAYS = Ways(address_of=address_of, templates=True)


class NumberingMessenger:
    """Gives its notices the number 7."""

    def say(self, address: str, text: str) -> Outcome:
        raise AssertionError("no window is open")

    def nudge(self, address: str, letter: OutgoingLetter) -> Outcome:
        return Outcome(Carried.SENT, message="7")


def told(*, message: str = "7", failure: str | None = "user block", openid: str = OPENID) -> TemplateTold:
    return TemplateTold(openid=openid, key="1", at=MORNING, message=message, failure=failure)


def way_of(database: Database) -> Way | None:
    with database.reading() as session:
        return session.scalars(select(OutgoingText)).one().way


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def database(hotline: Hotline, clock: SetClock) -> Database:
    """A line of a nurse's, of which a template message told."""
    database = hotline.database
    who = WechatPeople(database, open_window=open_window).recognise(OPENID, at=MORNING, opening=None)
    with database.transaction() as session:
        post(
            session,
            conversation_id=who.conversation_id,
            key="line-1",
            purpose=Purpose.LINE,
            text="护士小陈：您好",
            promised=True,
            at=clock.now() - timedelta(seconds=1),
        )
    carrying = Post(messenger=NumberingMessenger(), ways=WAYS, house=HOUSE, clock=clock)
    while send_one_message(database, post=carrying):
        pass
    assert way_of(database) is Way.TEMPLATE
    return database


def test_one_that_did_not_arrive_goes_the_next_way_and_nobody_is_named(
    database: Database, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        WechatTemplates(database, ways=WAYS, clock=clock).note(told())
    assert way_of(database) is Way.CALL
    assert "user block" in caplog.text
    assert OPENID not in caplog.text


@pytest.mark.parametrize(
    "event",
    [told(failure=None), told(message="8"), told(openid="oSomebody")],
    ids=["arrived", "number", "who"],
)
def test_what_is_none_of_ours_or_arrived_changes_nothing(
    database: Database, clock: SetClock, event: TemplateTold
) -> None:
    WechatTemplates(database, ways=WAYS, clock=clock).note(event)
    assert way_of(database) is Way.TEMPLATE


def test_an_account_that_may_not_write_has_nothing_to_take_back(database: Database, clock: SetClock) -> None:
    WechatTemplates(database, ways=None, clock=clock).note(told())
    assert way_of(database) is Way.TEMPLATE


def test_without_the_store_it_is_said_what_is_lost(
    tmp_path: Path, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    gone = Database(f"sqlite:///{tmp_path / 'nowhere' / 'hotline.db'}")
    WechatTemplates(gone, ways=WAYS, clock=clock).note(told())
    gone.close()
    assert "the store is away: what template message 7 told of is told no more" in caplog.text
