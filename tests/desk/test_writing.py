"""Before she writes to a caller on WeChat, a nurse sees what she still may, and what happens instead."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from desk import Desk
from hotline.database import Database
from hotline.handoff import LiveTalk
from hotline.ledger import Ledger
from hotline.messaging import (
    Carried,
    Opening,
    Outcome,
    Post,
    Purpose,
    Ways,
    open_window,
    post,
    send_one_message,
)
from hotline.notifications import OutgoingLetter
from tests.desk.person import Person
from tests.desk.talking import ask, page
from tests.hotline.making import SetClock
from tests.hotline.messaging.writing import HOUSE

WHO = "wechat-1"


class Refusing:
    """Nothing gets through."""

    def say(self, address: str, text: str) -> Outcome:
        return Outcome(Carried.NOT_NOW, "errcode 45015")

    def nudge(self, address: str, letter: OutgoingLetter) -> Outcome:
        return Outcome(Carried.NOT_NOW)


@pytest.fixture
def ways() -> Ways:
    return Ways(address_of=lambda _session, _conversation: "oTest-1", sms=True)


@pytest.fixture
def desk(desk: Desk, ways: Ways) -> Desk:
    return replace(desk, writing=ways)


@pytest.fixture
def wechat_ticket(open_one: Callable[..., str]) -> str:
    return open_one(conversation_id=WHO, channel="wechat")


@pytest.fixture
def talk(desk: Desk, database: Database, ledger: Ledger, clock: SetClock, wechat_ticket: str) -> UUID:
    found = ask(desk, ledger, clock, number=wechat_ticket, conversation=WHO)
    with database.transaction() as session:
        session.scalars(select(LiveTalk)).one().channel = "wechat"
    return found


def opened(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        open_window(session, conversation_id=WHO, opening=Opening.MESSAGE, at=clock.now())


def live(person: Person, talk: UUID, mark: str = "") -> dict[str, str]:
    told: dict[str, str] = person.client.get(f"/desk/talks/{talk}/live", params={"mark": mark}).json()
    return told


def test_what_is_left_and_until_when_stands_above_the_box(
    chen: Person, database: Database, clock: SetClock, talk: UUID
) -> None:
    assert "微信现在发不出去，会改发短信" in page(chen, talk)
    before = live(chen, talk)
    opened(database, clock)
    told = live(chen, talk, before["mark"])
    assert "微信还能发 5 条" in told["left"]
    assert "微信还能发 5 条" in page(chen, talk)


def test_a_talk_of_the_web_chat_says_nothing_of_it(
    chen: Person, desk: Desk, ledger: Ledger, clock: SetClock, number: str
) -> None:
    talk = ask(desk, ledger, clock, number=number)
    assert "微信" not in page(chen, talk)
    assert live(chen, talk)["left"].strip() == ""


def test_a_ticket_says_how_its_caller_is_reached_and_tells_when_that_changes(
    chen: Person, database: Database, clock: SetClock, wechat_ticket: str
) -> None:
    address = f"/desk/tickets/{wechat_ticket}"
    assert "会改发短信" in chen.client.get(address).text
    mark = chen.client.get(f"{address}/mark").headers["ETag"]
    opened(database, clock)
    assert chen.client.get(f"{address}/mark").headers["ETag"] != mark
    assert "微信还能发 5 条" in chen.client.get(address).text


def test_what_did_not_arrive_is_to_be_told_by_telephone(
    chen: Person, database: Database, clock: SetClock, wechat_ticket: str
) -> None:
    with database.transaction() as session:
        post(
            session,
            conversation_id=WHO,
            key="line-1",
            purpose=Purpose.LINE,
            text="陈护士：明天上午来",
            promised=True,
            at=clock.now(),
        )
    nobody = Ways(address_of=lambda _session, _conversation: None)
    while send_one_message(database, post=Post(messenger=Refusing(), ways=nobody, house=HOUSE, clock=clock)):
        pass
    assert "要打电话：有 1 条没有送到" in chen.client.get(f"/desk/tickets/{wechat_ticket}").text
    letters = chen.client.get("/desk/letters").text
    assert "微信现在不能主动发给对方，请打电话" in letters
    assert "明天上午来" not in letters


@pytest.mark.parametrize("ways", [None])
def test_where_the_account_is_off_she_is_asked_to_call(chen: Person, ways: None, wechat_ticket: str) -> None:
    assert "微信现在发不出去，请打电话。" in chen.client.get(f"/desk/tickets/{wechat_ticket}").text
