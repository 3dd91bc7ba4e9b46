"""A nurse's work by clicking, on a phone and on an office screen."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from desk import Desk
from hotline.conversations import record_exchanges
from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.staff import StaffRole, add_staff
from hotline.tickets import TicketKind
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import PASSWORD, looked_at, sign_in
from tests.hotline.making import MORNING, SetClock, an_exchange

pytestmark = pytest.mark.whole

BOOKING = {"booking_for": "妈妈", "department": "消化内科", "visit_day": "下周三"}


@pytest.fixture
def address(app: FastAPI, desk: Desk) -> Iterator[str]:
    with desk.database.transaction() as session:
        for username, name, role in (
            ("su", "苏护士", StaffRole.NURSE),
            ("tang", "唐医生", StaffRole.DEPARTMENT),
        ):
            add_staff(
                session,
                username=username,
                display_name=name,
                role=role,
                department="心血管内科" if role is StaffRole.DEPARTMENT else None,
                password=PASSWORD,
                clock=desk.clock,
            )
    with served(app) as where:
        yield where


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def watch(address: str) -> Watch:
    return Watch(address)


@pytest.fixture
def browse(chromium: Browser, width: int, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own, with nobody signed in."""
    contexts = []

    def opened(**settings: object) -> Page:
        size = {"width": width, "height": WIDTHS[width]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        return watch.on(context.new_page())

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def busy_day(open_one: Callable[..., str], database: Database, clock: SetClock) -> str:
    """A queue with something of everything; gives the number of the ticket worked on."""
    web: dict[str, object] = {"channel": "web_chat", "details": {}}
    clock.move(hours=-20)
    open_one(summary="问药能不能和柚子一起吃", department="药学门诊", phone=None, **web)
    clock.move(hours=-5)
    open_one(
        summary="想约下周三的胃镜",
        kind=TicketKind.BOOKING,
        department="消化内科",
        channel="phone",
        details=BOOKING,
    )
    clock.move(hours=25)
    open_one(
        summary="老人说话含糊、右手没力气，已告知打120",
        grade=TriageGrade.EMERGENCY,
        kind=TicketKind.EMERGENCY,
        department="急诊科",
        rules=("stroke.face_arm_speech",),
        **web,
    )
    number = open_one(summary="自己把降压药减了一半，今天头晕，问要不要紧", grade=TriageGrade.URGENT, **web)
    talk = [
        ("高血压吃药要吃一辈子吗", "多数患者需要长期服药。要不要调整，由医生根据血压决定。请不要自己停药。"),
        ("我自己把降压药减了一半，今天头晕", "头晕可能和血压变化有关。已为您登记，护士会给您回电话。"),
        ("我的电话是 13800008000", "记下了。工单已登记，4小时内会有人联系您。"),
    ]
    with database.transaction() as session:
        record_exchanges(session, [an_exchange(said=s, answered=a, received_at=MORNING) for s, a in talk])
    return number


def open_deed(page: Page, name: str) -> None:
    page.locator("#deeds summary", has_text=name).click()


def press(page: Page, name: str) -> None:
    page.locator("#deeds").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_from_accepting_to_closing_by_clicking(
    browse: Callable[..., Page], address: str, busy_day: str, watch: Watch
) -> None:
    nurse, doctor = browse(), browse()
    nurse.goto(f"{address}/desk")
    looked_at(nurse, "sign-in")
    sign_in(nurse, address, "su")
    looked_at(nurse, "queue")
    nurse.get_by_text("自己把降压药减了一半").click()
    looked_at(nurse, "ticket-opened")
    press(nurse, "接单")
    expect(nurse.get_by_role("status")).to_contain_text("接好了")
    open_deed(nurse, "转办")
    nurse.get_by_label("转给谁").select_option(label="唐医生（科室，心血管内科）")
    nurse.get_by_label("为什么转办").fill("需要心内科医生答复")
    looked_at(nurse, "ticket-hand-over")
    press(nurse, "转办")
    expect(nurse.locator(".facts")).to_contain_text("等唐医生接受转办")

    sign_in(doctor, address, "tang")
    doctor.get_by_role("link", name="我的").click()
    looked_at(doctor, "queue-mine")
    doctor.get_by_text("自己把降压药减了一半").click()
    press(doctor, "接受转办")
    expect(doctor.locator(".facts")).to_contain_text("首接负责人苏护士")
    open_deed(doctor, "备注")
    doctor.get_by_label("备注（只有同事看得到）").fill("看过既往门诊记录")
    press(doctor, "备注")
    open_deed(doctor, "记录反馈")
    doctor.locator("details[open]").get_by_label("打电话").check()
    doctor.get_by_label("联系上患者了吗").select_option("reached")
    doctor.get_by_label("说了什么").fill("请患者今天来量血压，药先不要再减。")
    looked_at(doctor, "ticket-feedback")
    press(doctor, "记录反馈")
    expect(doctor.locator(".facts .head")).to_contain_text("已反馈")
    open_deed(doctor, "办结")
    press(doctor, "办结")
    open_deed(doctor, "关闭")
    doctor.get_by_label("结果").select_option(label="问题解决了")
    press(doctor, "关闭")
    expect(doctor.locator("#deeds")).to_contain_text("这张工单已经关闭")
    looked_at(doctor, "ticket-closed")
    doctor.get_by_role("button", name="退出").click()
    expect(doctor.get_by_label("密码")).to_be_visible()
    watch.assert_clean()


def test_everything_works_without_script_and_in_the_dark(
    browse: Callable[..., Page], address: str, busy_day: str, watch: Watch
) -> None:
    page = browse(java_script_enabled=False, color_scheme="dark")
    sign_in(page, address, "su")
    looked_at(page, "dark-queue")
    page.get_by_text("自己把降压药减了一半").click()
    press(page, "接单")
    open_deed(page, "备注")
    page.get_by_label("备注（只有同事看得到）").fill("没有脚本也能记")
    press(page, "备注")
    expect(page.locator(".timeline")).to_contain_text("没有脚本也能记")
    looked_at(page, "dark-ticket")
    watch.assert_clean()


def test_a_refusal_keeps_the_form_open_with_what_was_typed(
    browse: Callable[..., Page], address: str, busy_day: str
) -> None:
    page = browse()
    sign_in(page, address, "su")
    page.goto(f"{address}/desk/tickets/{busy_day}")
    press(page, "接单")
    open_deed(page, "备注")
    text = page.get_by_label("备注（只有同事看得到）")
    text.evaluate("field => field.removeAttribute('maxlength')")
    text.fill("长" * 2001)
    press(page, "备注")
    expect(page.get_by_role("alert")).to_contain_text("2000个字以内")
    expect(text).to_have_value("长" * 2001)
    looked_at(page, "ticket-refused")


def test_a_double_click_writes_one_note(browse: Callable[..., Page], address: str, busy_day: str) -> None:
    page = browse()
    sign_in(page, address, "su")
    page.goto(f"{address}/desk/tickets/{busy_day}")
    press(page, "接单")
    open_deed(page, "备注")
    page.get_by_label("备注（只有同事看得到）").fill("只记一次")
    page.locator("#deeds").get_by_role("button", name="备注", exact=True).dblclick()
    expect(page.get_by_role("status")).to_contain_text("备注记下了")
    expect(page.locator(".timeline blockquote", has_text="只记一次")).to_have_count(1)


@pytest.mark.parametrize("refreshes_every", [timedelta(seconds=2)])
def test_the_queue_asks_again_by_itself_and_keeps_the_view(
    browse: Callable[..., Page], address: str, desk: Desk, open_one: Callable[..., str]
) -> None:
    page = browse()
    sign_in(page, address, "su")
    page.get_by_role("link", name="未接单").click()
    expect(page.locator(".empty")).to_be_visible()
    looked_at(page, "queue-empty")
    number = open_one()
    expect(page.get_by_text(number)).to_be_visible(timeout=15_000)
    assert page.url.endswith("view=unaccepted")


def test_the_page_for_a_store_that_is_away(
    browse: Callable[..., Page], address: str, busy_day: str, database_file: Path
) -> None:
    page = browse()
    sign_in(page, address, "su")
    database_file.rename(database_file.with_suffix(".away"))
    page.goto(f"{address}/desk")
    expect(page.get_by_role("heading")).to_contain_text("系统暂时读不到资料")
    looked_at(page, "storage-away")
