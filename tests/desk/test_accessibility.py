"""Every page of the desk passes axe-core, in the light and in the dark."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import update

from desk import Desk
from hotline.follow_up import Timer, remind_at
from hotline.green_channel import Bell
from hotline.staff import StaffMember, disable_staff, start_sign_in
from hotline.tickets import Outcome, close_ticket, hand_over_ticket, resolve_ticket
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, assert_fits, served
from tests.desk.browsing import looked_at, sign_in
from tests.desk.person import SIGNED_IN_FOR
from tests.desk.scene import busy_morning
from tests.hotline.making import SetClock, a_call

pytestmark = pytest.mark.whole

LOOKS = [(1366, "light"), (1366, "dark"), (390, "light")]
PLACES = (
    "/desk",
    "/desk?view=waiting",
    "/desk?view=closed",
    "/desk/search",
    "/desk/calls/new",
    "/desk/knowledge?q=高血压平时怎么吃",
    "/desk/alarms",
    "/desk/alarms/today",
    "/desk/alarms/rules",
    "/desk/talks",
    "/desk/notices",
    "/desk/letters",
    "/desk/outgoing",
    "/desk/outgoing?view=refused",
    "/desk/timetable",
    "/desk/measures",
    "/desk/account",
    "/desk/account/second-factor",
    "/desk/tickets/261123-0000",
)
SHEETS = "/desk/tickets/{number}/sheets?journey=colonoscopy&trait_old=on"


@pytest.fixture
def number(desk: Desk, clock: SetClock) -> str:
    return busy_morning(desk.database, clock)


@pytest.fixture
def address(app: FastAPI, number: str) -> Iterator[str]:
    assert number
    with served(app) as where:
        yield where


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def context(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[BrowserContext]:
    width, scheme = request.param
    size = {"width": width, "height": WIDTHS[width]}
    context = chromium.new_context(viewport=size, locale="zh-CN", color_scheme=scheme)  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}/desk")
    assert_accessible(page)  # the sign-in page
    sign_in(page, address, "su")
    return page


def test_every_place_of_the_desk(page: Page, address: str) -> None:
    for place in PLACES:
        page.goto(address + place)
        assert_fits(page)
        assert_accessible(page)


def test_the_sheets_of_a_ticket(page: Page, address: str, number: str) -> None:
    page.goto(address + SHEETS.format(number=number))
    page.get_by_role("button", name="打印").click()
    page.get_by_text("给过的清单").wait_for()
    page.goto(address + SHEETS.format(number=number))
    looked_at(page, "axe-sheets")
    assert_fits(page)
    assert_accessible(page)


def test_a_ticket_with_every_form_open(
    page: Page, address: str, number: str, desk: Desk, clock: SetClock
) -> None:
    with desk.database.transaction() as session:
        soon = clock.now() + timedelta(hours=1)
        remind_at(session, number=number, by="su", at=soon, note="问问检查结果出来没有", clock=clock)
    page.goto(f"{address}/desk/tickets/{number}")
    page.get_by_text("问问检查结果出来没有").wait_for()
    looked_at(page, "axe-ticket")
    assert_accessible(page)
    # Forms of one name shut each other; here all are looked at together.
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.name = ''; d.open = true; })")
    assert_fits(page)
    assert_accessible(page)


def test_a_ticket_on_its_way_to_the_end(page: Page, address: str, number: str, desk: Desk) -> None:
    clock = desk.clock
    with desk.database.transaction() as session:
        hand_over_ticket(session, number=number, to="su", by="tang", reason="请回电", clock=clock)
    page.goto(f"{address}/desk/tickets/{number}")
    assert_accessible(page)
    page.get_by_role("button", name="接受转办").click()
    page.locator("#deeds summary", has_text="记录反馈").click()
    page.locator("details[open]").get_by_label("打电话").check()
    page.get_by_label("联系上患者了吗").select_option("reached")
    page.get_by_role("button", name="请来医院看").click()
    page.get_by_role("button", name="记录反馈").click()
    page.get_by_role("status").first.wait_for()
    assert_accessible(page)
    with desk.database.transaction() as session:
        resolve_ticket(session, number=number, by="su", clock=clock)
        close_ticket(session, number=number, by="su", outcome=Outcome.SOLVED, clock=clock)
    page.reload()
    assert_accessible(page)


def test_calls_back_of_a_ticket_and_what_waits(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}/desk/tickets/{number}")
    page.get_by_role("link", name="请系统打电话").click()
    page.get_by_label("要说的话").fill("专家下周二上午门诊，请带上病历，早上不要吃东西")
    page.get_by_role("button", name="排上电话").click()
    page.get_by_role("status").first.wait_for()
    looked_at(page, "axe-ticket-calls")
    assert_fits(page)
    assert_accessible(page)
    page.goto(f"{address}/desk/outgoing")
    looked_at(page, "axe-outgoing")
    assert_fits(page)
    assert_accessible(page)


def test_two_tickets_side_by_side_and_a_search_that_found_several(
    page: Page, address: str, number: str
) -> None:
    page.goto(f"{address}/desk")
    page.get_by_label("工单号、电话或查询码").fill("138 0000 8000")
    page.get_by_role("button", name="查找").click()
    assert_accessible(page)
    page.get_by_text("帮父亲问心内科专家").click()
    page.locator("#deeds summary", has_text="合并").click()
    page.get_by_label("同一个电话").first.check()
    page.get_by_role("button", name="核对两张工单").click()
    looked_at(page, "axe-merge")
    assert_accessible(page)
    page.goto(f"{address}/desk/tickets/{number}")
    page.get_by_role("button", name="显示完整号码").click()
    page.get_by_role("link", name="拨打").wait_for()
    assert_accessible(page)


def test_a_ringing_alarm_and_its_sheet(page: Page, address: str, bell: Bell) -> None:
    alarm = bell.raise_(a_call())
    for place in ("/desk/alarms", f"/desk/alarms/{alarm}", "/desk"):
        page.goto(address + place)
        assert_accessible(page)


def test_the_list_of_keys_and_a_dangerous_call(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/calls/new")
    page.get_by_label("说了什么").fill("我爸胸口压得慌，满头大汗")
    page.locator(".danger").wait_for()
    assert_accessible(page)
    page.goto(f"{address}/desk")
    page.get_by_role("button", name="快捷键").click()
    assert_accessible(page)


def test_pages_of_administrators(context: BrowserContext, address: str, desk: Desk) -> None:
    with desk.database.transaction() as session:
        token = start_sign_in(session, username="fang", clock=desk.clock, lasts=SIGNED_IN_FOR)
        disable_staff(session, username="lin")
        session.execute(update(Timer).values(tries=3, fault="KeyError"))
    context.add_cookies([{"name": "desk_sign_in", "value": token, "url": f"{address}/desk"}])
    page = context.new_page()
    for place in ("/desk/staff", "/desk/views", "/desk/account", "/desk/notices", "/desk/letters"):
        page.goto(address + place)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        looked_at(page, f"axe-fang{place.replace('/', '-')}")
        assert_accessible(page)


def test_the_page_for_a_password_of_ones_own(page: Page, address: str, desk: Desk) -> None:
    with desk.database.transaction() as session:
        session.get_one(StaffMember, "su").password_given = True
    page.goto(f"{address}/desk")
    page.get_by_role("heading", name="您好").wait_for()
    looked_at(page, "axe-first-password")
    assert_accessible(page)


@pytest.mark.parametrize("fault", ["<input>", "<p style='color:#ccc;background:#fff'>看不清</p>"])
def test_a_page_that_keeps_somebody_out_is_found_out(chromium: Browser, fault: str) -> None:
    page = chromium.new_page()
    page.set_content(f"<html lang='zh'><title>页</title><main><h1>页</h1>{fault}</main></html>")
    with pytest.raises(AssertionError):
        assert_accessible(page)
    page.close()
