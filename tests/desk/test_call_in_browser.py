"""A call written down with the keyboard alone: three keystrokes, and a danger that typing on never hides."""

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from desk import Desk
from hotline.database import Database
from hotline.green_channel import Bell
from hotline.staff import StaffRole, add_staff
from hotline.tickets import Ticket
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import PASSWORD, looked_at, sign_in
from tests.desk.calling import GRAVE, PLAIN
from tests.desk.knowing import DIET

pytestmark = pytest.mark.whole


@pytest.fixture
def address(app: FastAPI, desk: Desk) -> Iterator[str]:
    with desk.database.transaction() as session:
        add_staff(
            session,
            username="su",
            display_name="苏护士",
            role=StaffRole.NURSE,
            department=None,
            password=PASSWORD,
            clock=desk.clock,
        )
    with served(app) as where:
        yield where


@pytest.fixture
def watch(address: str) -> Watch:
    return Watch(address)


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def browse(request: pytest.FixtureRequest, chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own, with nobody signed in."""
    contexts = []

    def opened(**settings: object) -> Page:
        size = {"width": request.param, "height": WIDTHS[request.param]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        return watch.on(context.new_page())

    yield opened
    for context in contexts:
        context.close()


def write(page: Page, text: str) -> None:
    """Types into whatever holds the focus."""
    page.keyboard.type(text)


def test_three_keystrokes_make_a_ticket(
    browse: Callable[..., Page],
    address: str,
    watch: Watch,
    database: Database,
    open_one: Callable[..., str],
) -> None:
    earlier = open_one(phone="13800008000", summary="上个月问过降压药")
    page = browse()
    sign_in(page, address, "su")
    page.keyboard.press("n")
    expect(page.get_by_label("来电号码")).to_be_focused()
    page.wait_for_load_state()
    write(page, "138 0000 8000")
    page.keyboard.press("Enter")
    expect(page.get_by_label("说了什么")).to_be_focused()
    write(page, f"{PLAIN}，n j k a ? / 1")
    expect(page.get_by_role("link", name=earlier)).to_be_visible()
    expect(page.locator(".proposed")).to_contain_text("绿 一般")
    expect(page.locator(".proposed")).to_contain_text("心血管内科")
    expect(page.locator(".found")).to_contain_text(DIET.title)
    looked_at(page, "call-sheet")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="登记好了")).to_be_visible()
    page.wait_for_load_state()
    looked_at(page, "call-kept")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("接好了")
    with database.reading() as session:
        kept = session.query(Ticket).filter(Ticket.number != earlier).one()
        assert (kept.phone, kept.summary) == ("13800008000", f"{PLAIN}，n j k a ? / 1")
        assert kept.first_contact == "su"
    watch.assert_clean()


def test_a_danger_appears_while_typing_and_typing_on_hides_it_not(
    browse: Callable[..., Page], address: str, watch: Watch, bell: Bell, desk: Desk
) -> None:
    page = browse()
    sign_in(page, address, "su")
    page.keyboard.press("n")
    expect(page.get_by_label("来电号码")).to_be_focused()
    page.wait_for_load_state()
    page.keyboard.press("Enter")
    expect(page.get_by_label("说了什么")).to_be_focused()
    write(page, GRAVE)
    danger = page.locator("[data-danger]")
    expect(danger).to_be_visible()
    expect(page.get_by_label("说了什么")).to_be_focused()
    for step in desk.gate.screen(GRAVE).spoken:
        expect(danger).to_contain_text(step)
    looked_at(page, "call-danger")
    assert bell.live() == ()
    page.get_by_label("说了什么").fill("哦，他说")
    page.wait_for_timeout(700)
    expect(danger).to_be_visible()
    with page.expect_response(re.compile("/alarm$")):
        page.keyboard.press("F9")
    expect(page.get_by_text("已上报急救").first).to_be_visible()
    looked_at(page, "call-alarm")
    (alarm,) = bell.live()
    assert alarm.raised_by == "su"
    page.keyboard.press("F9")
    page.get_by_label("人在哪里").fill("老街3号")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="登记好了")).to_be_visible()
    bell.flush()
    (alarm,) = bell.live()
    assert alarm.place == "老街3号"
    assert alarm.ticket_number
    watch.assert_clean()


def test_the_queue_the_keys_and_the_search_by_keyboard_alone(
    browse: Callable[..., Page], address: str, watch: Watch, open_one: Callable[..., str]
) -> None:
    for _ in range(2):
        open_one()
    page = browse()
    sign_in(page, address, "su")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    looked_at(page, "keys")
    page.keyboard.press("Escape")
    rows = page.locator("[data-row]")
    for key, at in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(rows.nth(at)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".facts")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("接好了")
    page.wait_for_load_state()
    page.keyboard.press("/")
    write(page, "高血压怎么吃")
    expect(page.locator(".found")).to_contain_text(DIET.answer)
    looked_at(page, "ticket-knowledge")
    page.keyboard.press("Enter")
    expect(page.get_by_label("说了什么")).to_have_value(DIET.answer)
    expect(page.get_by_label("说了什么")).to_be_focused()
    watch.assert_clean()


def test_a_call_without_scripts_in_the_dark(
    browse: Callable[..., Page], address: str, watch: Watch, bell: Bell
) -> None:
    page = browse(java_script_enabled=False, color_scheme="dark")
    sign_in(page, address, "su")
    page.get_by_role("link", name="登记来电").click()
    page.get_by_label("说了什么").fill(GRAVE)
    page.get_by_role("button", name="看一看系统建议").click()
    expect(page.locator("[data-danger]")).to_be_visible()
    looked_at(page, "dark-call")
    page.get_by_role("button", name="上报急救").first.click()
    expect(page.get_by_text("已上报急救")).to_be_visible()
    assert len(bell.live()) == 1
    page.get_by_role("button", name="存为工单").click()
    expect(page.get_by_role("heading", name="登记好了")).to_be_visible()
    page.get_by_role("link", name="查知识").click()
    page.get_by_label("来电人怎么说的就怎么写").fill("高血压怎么吃")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".found")).to_contain_text(DIET.answer)
    looked_at(page, "dark-knowledge")
    watch.assert_clean()


def test_a_danger_that_the_server_wrote_stops_no_script(
    browse: Callable[..., Page], address: str, watch: Watch
) -> None:
    page = browse()
    sign_in(page, address, "su")
    page.goto(f"{address}/desk/calls/new")
    page.get_by_label("来电号码").fill("12")
    page.get_by_label("说了什么").fill(GRAVE)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator("[data-danger]")).to_be_visible()
    page.wait_for_load_state()
    assert [said for said in watch.complaints if "422" not in said] == []
