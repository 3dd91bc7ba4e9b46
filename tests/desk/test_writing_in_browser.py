"""What may still be written on WeChat renews itself beside the box, on a phone and on an office screen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from desk import Desk
from hotline.database import Database
from hotline.handoff import LiveTalk
from hotline.ledger import Ledger
from hotline.messaging import Opening, Ways, open_window
from hotline.staff import StaffRole, add_staff
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import PASSWORD, looked_at, sign_in
from tests.desk.talking import ask
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole

WHO = "wechat-1"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return replace(desk, writing=Ways(address_of=lambda _session, _conversation: "oTest-1", sms=True))


@pytest.fixture
def talk(
    desk: Desk, database: Database, ledger: Ledger, clock: SetClock, open_one: Callable[..., str]
) -> UUID:
    number = open_one(conversation_id=WHO, channel="wechat")
    found = ask(desk, ledger, clock, number=number, conversation=WHO)
    with database.transaction() as session:
        session.scalars(select(LiveTalk)).one().channel = "wechat"
        add_staff(
            session,
            username="su",
            display_name="苏护士",
            role=StaffRole.NURSE,
            department=None,
            password=PASSWORD,
            clock=clock,
        )
    return found


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as where:
        yield where


def test_what_is_left_renews_itself(
    chromium: Browser, address: str, database: Database, clock: SetClock, talk: UUID
) -> None:
    watch = Watch(address)
    page = watch.on(chromium.new_page(locale="zh-CN", color_scheme="dark"))
    sign_in(page, address, "su")
    page.goto(f"{address}/desk/talks/{talk}")
    left = page.locator("#left")
    expect(left).to_contain_text("微信现在发不出去，会改发短信")
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        looked_at(page, "talk-left-closed")
    with database.transaction() as session:
        open_window(session, conversation_id=WHO, opening=Opening.MESSAGE, at=clock.now())
    expect(left).to_contain_text("微信还能发 5 条")
    looked_at(page, "talk-left")
    watch.assert_clean()
    page.close()
