"""A manager's way from a need to a measure, on a screen and on a telephone."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from desk import Desk
from hotline.staff import start_sign_in
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, served
from tests.desk.browsing import looked_at
from tests.desk.person import SIGNED_IN_FOR
from tests.desk.test_measures import app, asked, encoder, lived  # noqa: F401 - fixtures
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole


@pytest.fixture
def address(app: FastAPI, asked: None, lived: str) -> Iterator[str]:  # noqa: F811 - fixtures
    assert asked is None
    assert lived
    with served(app) as where:
        yield where


@pytest.fixture(params=sorted(WIDTHS))
def page(
    request: pytest.FixtureRequest, desk: Desk, clock: SetClock, address: str, chromium: Browser
) -> Iterator[Page]:
    with desk.database.transaction() as session:
        token = start_sign_in(session, username="xu", clock=clock, lasts=SIGNED_IN_FOR)
    size = {"width": request.param, "height": WIDTHS[request.param]}
    context = chromium.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
    context.add_cookies([{"name": "desk_sign_in", "value": token, "url": f"{address}/desk"}])
    yield context.new_page()
    context.close()


def test_from_a_need_to_a_measure_that_has_begun(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/digest/needs?week=2026-W47")
    page.get_by_role("link", name="提一项措施").first.click()
    page.get_by_label("做什么").fill("停车场加二十个车位")
    page.get_by_label("谁负责（科室或工作人员）").fill("后勤科")
    page.get_by_label("哪一天之前做起来").fill("2026-12-10")
    page.get_by_role("button", name="先看看会算到哪些来询").click()
    expect(page.get_by_role("heading", name="过去八周里会算到这些来询。")).to_be_visible()
    looked_at(page, "measure-new")
    assert_accessible(page)
    page.get_by_role("button", name="记下来").click()
    expect(page.get_by_role("status").first).to_contain_text("记下了")
    page.get_by_role("button", name="开始了").click()
    expect(page.get_by_text("还不到时候").first).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    looked_at(page, "measure-begun")
    assert_accessible(page)


def test_the_ledger_and_what_came_of_one(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/measures")
    looked_at(page, "measures")
    assert_accessible(page)
    page.get_by_role("link", name="脑电图下午也做").click()
    expect(page.get_by_role("heading", name="满四周：少了")).to_be_visible()
    looked_at(page, "measure")
    assert_accessible(page)
