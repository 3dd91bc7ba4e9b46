"""A patient and a nurse at their two pages, in a real browser, over a line that breaks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from console.paths import KNOWLEDGE, MIGRATIONS, SENTENCES
from console.timetable import hospital_week
from desk import Desk, DeskSettings
from desk import router as desk_router
from hotline.database import Keyring, install_keyring, migrate
from hotline.staff import StaffRole, add_staff
from knowledge_base import load_hospital
from knowledge_base.profile import PROFILE
from telephony.channels.web_chat import router as chat_router
from telephony.gate import Gate
from telephony.words import Words
from tests.browser import (  # noqa: F401 - a fixture
    WIDTHS,
    Watch,
    assert_fits,
    assert_readable,
    chromium,
    served,
)
from tests.desk.browsing import PASSWORD, looked_at, sign_in
from tests.desk.knowing import ToldSearch
from tests.telephony.making import Hotline

pytestmark = pytest.mark.whole

CHEST_PAIN = "胸口疼得厉害，喘不上气，出冷汗"


@pytest.fixture
def hotline(tmp_path: Path) -> Iterator[Hotline]:
    install_keyring(Keyring(Keyring.generate_key()))
    file = tmp_path / "hotline.db"
    migrate(f"sqlite:///{file}", folder=MIGRATIONS)
    hotline = Hotline(file, hospital=load_hospital(KNOWLEDGE / PROFILE), words=Words.load(SENTENCES))
    with hotline.database.transaction() as session:
        for username, name in (("su", "苏护士"), ("qin", "秦护士")):
            add_staff(
                session,
                username=username,
                display_name=name,
                role=StaffRole.NURSE,
                password=PASSWORD,
                clock=hotline.clock,
            )
    hotline.bot.stop()  # the second voice asks for a nurse in the same words
    yield hotline
    hotline.close()


@pytest.fixture
def app(hotline: Hotline) -> FastAPI:
    app = FastAPI()
    app.include_router(chat_router(hotline.chat))
    knowledge = ToldSearch()
    desk = Desk(
        database=hotline.database,
        bell=hotline.bell,
        talks=hotline.talks,
        hospital=hotline.hospital,
        hospital_week=hospital_week(hotline.hospital),
        clock=hotline.clock,
        settings=DeskSettings.model_construct(),
        ledger=hotline.ledger,
        gate=Gate(knowledge),
        knowledge=knowledge,
    )
    app.include_router(desk_router(desk))
    return app


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as where:
        yield where


@pytest.fixture
def watch(address: str) -> Watch:
    return Watch(address)


@pytest.fixture
def browse(chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:  # noqa: F811
    contexts = []

    def opened(*, width: int = 1366, **settings: object) -> Page:
        size = {"width": width, "height": WIDTHS[width]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        return watch.on(context.new_page())

    yield opened
    for context in contexts:
        context.close()


def open_chat(page: Page, address: str) -> Page:
    page.goto(f"{address}/chat")
    expect(page.locator("#log li.hotline").first).to_be_visible()
    return page


def write(page: Page, text: str) -> None:
    page.get_by_label("写下您的问题").fill(text)
    page.get_by_role("button", name="发送").click()


def answer(page: Page, text: str) -> None:
    page.get_by_label("消息（患者马上看到）").fill(text)
    page.get_by_role("button", name="发送").click()


@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_bot_to_a_nurse_and_back(
    browse: Callable[..., Page], address: str, hotline: Hotline, watch: Watch, width: int
) -> None:
    nurse, patient = browse(width=width), open_chat(browse(width=390), address)
    sign_in(nurse, address, "su")
    expect(nurse.locator("#talks-waiting")).to_have_text("")
    write(patient, "高血压吃多少盐")
    expect(patient.locator("#log li.hotline .by").last).to_have_text("智能语音助手")
    hotline.clock.move(seconds=1)
    patient.get_by_role("button", name="找护士").click()
    expect(patient.locator("#talk")).to_contain_text("您是下一位")
    assert_fits(patient)

    expect(nurse.locator("#talks-waiting")).to_have_text("1人在等")
    nurse.get_by_role("link", name="人工对话").click()
    looked_at(nurse, "talks-waiting")
    nurse.get_by_role("button", name="我来接").click()
    expect(nurse.locator("#story")).to_contain_text("高血压吃多少盐")
    expect(patient.locator("#talk")).to_have_text("苏护士正在和您说话")
    expect(patient.get_by_role("button", name="找护士")).to_be_hidden()

    hotline.clock.move(seconds=1)
    nurse.get_by_text("常用语").click()
    nurse.get_by_role("button", name="打招呼").click()
    expect(nurse.get_by_label("消息（患者马上看到）")).to_have_value(
        "您好，我是值班护士。您前面说的我都看到了，请稍等，我看一下。"
    )
    answer(nurse, "您好，血压今天量过吗")
    said = patient.locator("#log li.nurse")
    expect(said).to_contain_text("您好，血压今天量过吗")
    expect(said.locator(".by")).to_have_text("护士（苏护士）")
    hotline.clock.move(seconds=1)
    write(patient, "早上一百五")
    expect(nurse.locator("#story")).to_contain_text("早上一百五")
    expect(patient.locator("#log li.waiting")).to_have_count(0)
    assert_fits(patient)
    assert_readable(patient)
    looked_at(nurse, "talk")

    tell_of_danger(patient, nurse, hotline)
    hand_back(nurse, patient)
    watch.assert_clean()


def tell_of_danger(patient: Page, nurse: Page, hotline: Hotline) -> None:
    """Both see the instruction at once, and the alarm rings."""
    hotline.clock.move(seconds=1)
    write(patient, CHEST_PAIN)
    expect(patient.locator("#log li.instruction")).to_contain_text("120")
    expect(nurse.locator("#story li.in.emergency")).to_contain_text(CHEST_PAIN)
    expect(nurse.locator("#story li.out.emergency")).to_contain_text("120")
    expect(nurse.locator("#strip")).to_contain_text("还没有人接警")


def hand_back(nurse: Page, patient: Page) -> None:
    nurse.get_by_text("交还给智能助手").first.click()
    nurse.get_by_role("button", name="交还给智能助手").click()
    expect(patient.locator("#log li.notice").last).to_contain_text("智能语音助手回答您")
    expect(patient.get_by_role("button", name="找护士")).to_be_visible()
    expect(nurse.locator("#live-talk")).to_contain_text("已交还助手")


def test_a_line_that_breaks_loses_and_doubles_nothing(
    browse: Callable[..., Page], address: str, hotline: Hotline
) -> None:
    nurse, patient = browse(), open_chat(browse(width=390), address)
    sign_in(nurse, address, "su")
    expect(nurse.locator("#talks-waiting")).to_have_text("")
    patient.get_by_role("button", name="找护士").click()
    expect(patient.locator("#talk")).to_contain_text("您是下一位")
    nurse.goto(f"{address}/desk/talks")
    nurse.get_by_role("button", name="我来接").click()
    for number, offline in enumerate([False, True, True, False, True, False]):
        hotline.clock.move(seconds=1)
        patient.context.set_offline(offline)
        if offline:
            patient.evaluate("dispatchEvent(new Event('offline'))")
        answer(nurse, f"第{number}句")
        expect(nurse.locator("#story")).to_contain_text(f"第{number}句")
    patient.reload()
    wanted = [f"第{number}句" for number in range(6)]
    expect(patient.locator("#log li.nurse .words")).to_have_text(wanted)
    answer(nurse, "第6句")
    expect(patient.locator("#log li.nurse .words")).to_have_text([*wanted, "第6句"])


def test_lines_said_while_the_socket_was_cut_come_after_it(
    browse: Callable[..., Page], address: str, hotline: Hotline
) -> None:
    nurse, patient = browse(), browse(width=390)
    sockets = []

    def cuttable(route) -> None:  # type: ignore[no-untyped-def]
        sockets.append(route)
        route.connect_to_server()

    patient.route_web_socket("**/chat/ws", cuttable)
    open_chat(patient, address)
    sign_in(nurse, address, "su")
    expect(nurse.locator("#talks-waiting")).to_have_text("")
    patient.get_by_role("button", name="找护士").click()
    nurse.goto(f"{address}/desk/talks")
    nurse.get_by_role("button", name="我来接").click()
    for number in range(5):
        hotline.clock.move(seconds=1)
        sockets[-1].close()
        answer(nurse, f"第{number}句")
        expect(patient.locator("#log li.nurse")).to_have_count(number + 1)
    expect(patient.locator("#log li.nurse .words")).to_have_text([f"第{number}句" for number in range(5)])
    assert len(sockets) > 3


def test_a_nurse_who_loses_her_line_sends_once_when_it_is_back(
    browse: Callable[..., Page], address: str, hotline: Hotline
) -> None:
    nurse, patient = browse(), open_chat(browse(width=390), address)
    sign_in(nurse, address, "su")
    expect(nurse.locator("#talks-waiting")).to_have_text("")
    patient.get_by_role("button", name="找护士").click()
    nurse.goto(f"{address}/desk/talks")
    nurse.get_by_role("button", name="我来接").click()
    expect(nurse.locator("#story")).to_contain_text("苏护士来了")
    nurse.context.set_offline(True)
    answer(nurse, "我还在")
    expect(nurse.get_by_text("还没有发出去")).to_be_visible()
    expect(nurse.get_by_label("消息（患者马上看到）")).to_have_value("我还在")
    nurse.context.set_offline(False)
    expect(patient.locator("#log li.nurse .words")).to_have_text(["我还在"], timeout=20_000)
    expect(nurse.get_by_label("消息（患者马上看到）")).to_have_value("")


def test_a_nurse_who_is_gone_is_told_of_and_another_takes_over(
    browse: Callable[..., Page], address: str, hotline: Hotline
) -> None:
    first, second, patient = (
        browse(),
        browse(java_script_enabled=False),
        open_chat(browse(width=390), address),
    )
    sign_in(first, address, "su")
    expect(first.locator("#talks-waiting")).to_have_text("")
    patient.get_by_role("button", name="找护士").click()
    first.goto(f"{address}/desk/talks")
    first.get_by_role("button", name="我来接").click()
    expect(patient.locator("#talk")).to_contain_text("苏护士")
    first.context.close()
    sign_in(second, address, "qin")
    hotline.clock.move(minutes=3)
    hotline.talks.be_present("qin")
    while hotline.talks.care_for_one():
        pass
    expect(patient.locator("#log li.notice").last).to_contain_text("断开了")
    second.goto(f"{address}/desk/talks")
    looked_at(second, "talks-without-script")
    second.get_by_role("button", name="我来接").click()
    second.get_by_label("消息（患者马上看到）").fill("我来接着看")
    second.get_by_role("button", name="发送").click()
    expect(patient.locator("#log li.nurse .words")).to_have_text(["我来接着看"])
