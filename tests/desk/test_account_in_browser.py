"""Setting up the second factor by clicking, signing in with it, and asking for a number in place."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pyotp
import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from desk import Desk
from hotline.staff import StaffRole, add_staff
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import PASSWORD, looked_at, sign_in
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole


@pytest.fixture
def address(app: FastAPI, desk: Desk) -> Iterator[str]:
    with desk.database.transaction() as session:
        for username, name, role in (
            ("su", "苏护士", StaffRole.NURSE),
            ("guan", "管信息", StaffRole.ADMINISTRATOR),
        ):
            add_staff(
                session, username=username, display_name=name, role=role, password=PASSWORD, clock=desk.clock
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


def type_password(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/desk")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def enrol(page: Page, clock: SetClock) -> tuple[pyotp.TOTP, list[str]]:
    expect(page.get_by_role("heading", name="两步登录")).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("必须开启")
    looked_at(page, "second-factor-owed")
    page.get_by_label("您的登录密码").fill(PASSWORD)
    page.get_by_role("button", name="开始设置").click()
    expect(page.locator("svg.square")).to_be_visible()
    looked_at(page, "second-factor-square")
    telephone = pyotp.TOTP(page.locator(".key").inner_text().replace(" ", ""))
    page.get_by_label("输入手机上显示的六位数字").fill("000000")
    page.get_by_role("button", name="确认开启").click()
    expect(page.get_by_role("alert")).to_contain_text("验证码不对")
    page.get_by_label("输入手机上显示的六位数字").fill(telephone.at(clock.now()))
    page.get_by_role("button", name="确认开启").click()
    expect(page.locator(".codes li")).to_have_count(10)
    looked_at(page, "recovery-codes")
    return telephone, page.locator(".codes code").all_inner_texts()


@pytest.mark.parametrize("settings", [{}, {"java_script_enabled": False, "color_scheme": "dark"}])
def test_an_administrator_sets_it_up_works_and_signs_in_with_it(
    browse: Callable[..., Page], address: str, watch: Watch, clock: SetClock, settings: dict[str, object]
) -> None:
    page, mode = browse(**settings), "dark-" if settings else ""
    type_password(page, address, "guan")
    telephone, codes = enrol(page, clock)
    page.get_by_role("link", name="我已经收好").click()
    page.get_by_role("link", name="人员").click()
    page.get_by_text("添加人员").click()
    looked_at(page, f"{mode}staff")
    page.get_by_role("link", name="查看记录").click()
    looked_at(page, f"{mode}views-empty")
    page.get_by_role("link", name="管信息").click()
    expect(page.locator("#sign-ins")).to_contain_text("就是这里")
    looked_at(page, f"{mode}account")
    page.get_by_role("button", name="退出", exact=True).click()
    for code in (telephone.at(clock.now()), codes[0]):
        type_password(page, address, "guan")
        looked_at(page, f"{mode}sign-in-code")
        page.get_by_label(re.compile("六位数字")).fill(code)
        page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="工单", exact=True)).to_be_visible()
    complaints = [complaint for complaint in watch.complaints if "status of 4" not in complaint]
    assert (complaints, watch.strangers) == ([], [])


def test_a_number_is_shown_in_place_and_what_was_typed_stays(
    browse: Callable[..., Page], address: str, number: str, watch: Watch
) -> None:
    page = browse()
    sign_in(page, address, "su")
    page.goto(f"{address}/desk/tickets/{number}")
    page.locator("#deeds").get_by_role("button", name="接单", exact=True).click()
    page.locator("#deeds summary", has_text="备注").click()
    note = page.get_by_label("备注（只有同事看得到）")
    note.fill("写了一半")
    assert "13800008000" not in page.content()
    page.get_by_role("button", name="显示完整号码").click()
    call = page.get_by_role("link", name="拨打 13800008000")
    expect(call).to_have_attribute("href", "tel:13800008000")
    expect(call).to_be_focused()
    expect(note).to_have_value("写了一半")
    looked_at(page, "ticket-number-shown")
    watch.assert_clean()


def test_without_script_the_number_has_a_page_of_its_own(
    browse: Callable[..., Page], address: str, number: str, watch: Watch
) -> None:
    page = browse(java_script_enabled=False)
    sign_in(page, address, "su")
    page.goto(f"{address}/desk/tickets/{number}")
    page.get_by_role("button", name="显示完整号码").click()
    expect(page.get_by_role("link", name="拨打 13800008000")).to_have_attribute("href", "tel:13800008000")
    looked_at(page, "number-alone")
    page.get_by_role("link", name=re.compile("回到工单")).click()
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    assert "13800008000" not in page.content()
    watch.assert_clean()


@pytest.mark.parametrize("refreshes_every", [timedelta(seconds=2)])
def test_a_desk_left_alone_locks_in_place_and_goes_on_listening(
    browse: Callable[..., Page], address: str, number: str, clock: SetClock
) -> None:
    page = browse()
    sign_in(page, address, "su")
    expect(page.get_by_text(number)).to_be_visible()
    page.evaluate("window.isTheSamePage = true")
    clock.move(hours=2)
    expect(page.get_by_text("有一阵没有人用了")).to_be_visible()
    assert page.evaluate("window.isTheSamePage")
    assert number not in page.locator("main").inner_text()
    looked_at(page, "locked")
    page.get_by_label("用户名").fill("su")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text(number)).to_be_visible()
