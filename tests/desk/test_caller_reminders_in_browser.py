"""The page of a patient's reminders, as a nurse sees and uses it, on a phone and on an old screen."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from desk import Desk
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, assert_fits, served
from tests.desk.browsing import looked_at, sign_in
from tests.desk.scene import busy_morning
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole


@pytest.fixture
def number(desk: Desk, clock: SetClock) -> str:
    return busy_morning(desk.database, clock)


@pytest.fixture
def address(app: FastAPI, number: str) -> Iterator[str]:
    assert number
    with served(app) as where:
        yield where


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    size = {"width": request.param, "height": WIDTHS[request.param]}
    context = chromium.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, address, "su")
    yield page
    context.close()


def test_a_reminder_is_taken_down_and_taken_back_by_keyboard(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}/desk/tickets/{number}")
    page.get_by_role("link", name="替患者记一件事").press("Enter")
    page.get_by_label("什么事").select_option("recheck")
    page.get_by_label("哪一天、几点").fill("2027-02-24T09:30")
    page.get_by_label("备注").fill("带上次的化验单")
    page.get_by_role("button", name="记下").press("Enter")
    page.get_by_text("到时候提醒患者").wait_for()
    looked_at(page, "caller-reminders")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="不提醒了").press("Enter")
    page.get_by_text("取消了，不提醒了").wait_for()
    assert_accessible(page)
