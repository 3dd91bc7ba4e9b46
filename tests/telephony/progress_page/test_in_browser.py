"""An old patient with a small phone reads each step and rates it, with scripts and without."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from hotline.tickets import AttemptOutcome, FeedbackMeans, TicketState, tell_delay
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, Watch, assert_fits, assert_readable, served
from tests.telephony.making import Hotline
from tests.telephony.progress_page.conftest import CONVERSATION, Case

pytestmark = pytest.mark.whole

SHOTS = os.environ.get("SCREENSHOTS")
OURS = f"localStorage.setItem('nuanqiao.conversation', '{CONVERSATION}')"


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def watch(address: str) -> Watch:
    return Watch(address)


@pytest.fixture
def browse(chromium: Browser, address: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(path: str = "/progress", *, width: int = 390, script: str = "", **settings: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            locale="zh-CN",
            **settings,  # type: ignore[arg-type]
        )
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = watch.on(context.new_page())
        page.goto(f"{address}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()


def looked_at(page: Page, name: str) -> None:
    assert_fits(page)
    assert_readable(page)
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{page.evaluate('innerWidth')}.png", full_page=True)


def prove(page: Page, case: Case) -> None:
    page.get_by_label("六位进度码").fill(case.code)
    page.get_by_label("电话后四位").fill("8000")
    page.get_by_role("button", name="查进度").click()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_patient_without_scripts_reads_each_step_and_rates(
    browse: Callable[..., Page], case: Case, hotline: Hotline, watch: Watch, width: int
) -> None:
    page = browse(width=width, java_script_enabled=False)
    looked_at(page, "form")
    prove(page, case)
    expect(page.get_by_role("heading", level=1)).to_have_text("已经登记，等护士接手")
    looked_at(page, "opened")
    case.accept()
    case.clock.move(hours=20)
    case.call(AttemptOutcome.NO_ANSWER)
    with hotline.database.transaction() as session:
        tell_delay(
            session,
            number=case.number,
            by="chen",
            how=FeedbackMeans.MESSAGE,
            outcome=AttemptOutcome.MESSAGE_DELIVERED,
            reason="专家明天才上班",
            new_due_at=case.ticket().feedback_due_at + timedelta(hours=3),
            clock=case.clock,
        )
    page.goto(page.url)
    prove(page, case)
    expect(page.get_by_role("heading", level=1)).to_contain_text("要晚一些")
    expect(page.get_by_text("原因：专家明天才上班").first).to_be_visible()
    looked_at(page, "delayed")
    case.call()
    case.resolve()
    page.reload()
    page.get_by_label("没解决", exact=True).check()
    page.get_by_label("2 分").check()
    looked_at(page, "resolved")
    page.get_by_role("button", name="送出评价").click()
    expect(page.get_by_text("谢谢您告诉我们。已经重新办理")).to_be_visible()
    expect(page.get_by_role("button", name="送出评价")).to_have_count(0)
    looked_at(page, "reopened")
    assert case.ticket().round == 2
    page.get_by_role("button", name="看完了").click()
    expect(page.get_by_label("六位进度码")).to_be_visible()
    expect(page.get_by_text(case.number)).to_have_count(0)


def test_keys_alone_are_enough(browse: Callable[..., Page], case: Case, watch: Watch) -> None:
    case.finish()
    page = browse()
    page.get_by_label("六位进度码").focus()
    page.keyboard.type(case.code)
    page.keyboard.press("Tab")
    page.keyboard.type("8000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("已经办好")
    page.get_by_label("解决了", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("祝您和家人安康")).to_be_visible()
    assert [(one.solved, one.score) for one in case.ticket().ratings] == [(True, 5)]
    assert case.ticket().state is TicketState.CLOSED
    watch.assert_clean()


def test_what_is_wrong_is_said_aloud_and_seen(browse: Callable[..., Page], case: Case) -> None:
    page = browse()
    page.get_by_label("六位进度码").fill(case.code)
    page.get_by_label("电话后四位").fill("0000")
    page.get_by_role("button", name="查进度").click()
    expect(page.get_by_role("alert")).to_contain_text("没有找到")
    expect(page).to_have_title("请看提示 · 办理进度 · 暖心桥")
    looked_at(page, "wrong")


def test_it_is_readable_in_the_dark_and_with_more_contrast(browse: Callable[..., Page], case: Case) -> None:
    case.finish()
    page = browse(color_scheme="dark", contrast="more")
    prove(page, case)
    expect(page.get_by_role("button", name="送出评价")).to_be_visible()
    looked_at(page, "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_patient_shuts_anybody_out(
    browse: Callable[..., Page], case: Case, scheme: str
) -> None:
    page = browse(color_scheme=scheme)
    assert_accessible(page)
    prove(page, case)
    assert_accessible(page)
    case.finish()
    page.reload()
    assert_accessible(page)
    page.goto(urljoin(page.url, "/privacy"))
    assert_accessible(page)


def test_the_link_in_the_chat_opens_the_ticket_with_nothing_to_type(
    browse: Callable[..., Page], case: Case, hotline: Hotline, watch: Watch
) -> None:
    said = "我的事办得怎么样了"
    hotline.bot.answers[said] = BotAnswer((Bubble("正在办"),), progress=case.code)
    page = browse("/chat", script=OURS)
    page.get_by_label("写下您的问题").fill(said)
    page.get_by_role("button", name="发送").click()
    link = page.get_by_role("link", name="看办理进度")
    expect(link).to_have_attribute("href", f"/progress?code={case.code}")
    assert_fits(page)
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / "chat-link-390.png")
    link.click()
    expect(page.get_by_text(case.number)).to_be_visible()
    watch.assert_clean()


def test_a_ticket_of_another_talk_asks_for_the_digits_and_blames_nobody(
    browse: Callable[..., Page], case: Case, watch: Watch
) -> None:
    stranger = "localStorage.setItem('nuanqiao.conversation', 'somebody-elses-talk')"
    page = browse(f"/progress?code={case.code}", script=stranger)
    expect(page.get_by_label("六位进度码")).to_have_value(case.code)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_label("电话后四位").fill("8000")
    page.get_by_role("button", name="查进度").click()
    expect(page.get_by_text(case.number)).to_be_visible()
    watch.assert_clean()


def test_whoever_comes_back_to_the_chat_is_asked_to_rate(
    browse: Callable[..., Page], case: Case, watch: Watch
) -> None:
    case.finish()
    page = browse("/chat", script=OURS)
    page.get_by_role("link", name="看办理进度").click()
    page.get_by_label("解决了", exact=True).check()
    page.get_by_label("5 分").check()
    page.get_by_role("button", name="送出评价").click()
    expect(page.get_by_text("祝您和家人安康")).to_be_visible()
    page.get_by_role("link", name="去健康咨询").click()
    expect(page.locator("#log li.hotline").first).to_be_visible()
    expect(page.get_by_role("link", name="看办理进度")).to_have_count(0)
    watch.assert_clean()


def test_a_number_is_left_where_there_is_none(
    browse: Callable[..., Page], open_case: Callable[..., Case], watch: Watch
) -> None:
    case = open_case(phone=None)
    page = browse(f"/progress?code={case.code}", script=OURS)
    looked_at(page, "no-phone")
    page.get_by_label("方便接听的电话").fill("13800007777")
    page.get_by_role("button", name="留下电话").click()
    expect(page.get_by_text("请保持电话畅通")).to_be_visible()
    assert case.ticket().phone == "13800007777"
    watch.assert_clean()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
def test_a_visit_is_read_moved_and_cancelled_without_scripts(
    browse: Callable[..., Page], booked: Case, watch: Watch, width: int, settings: dict[str, object]
) -> None:
    page, mode = browse(width=width, java_script_enabled=False, **settings), "dark-" if settings else ""
    prove(page, booked)
    expect(page.get_by_role("heading", name="约好了", exact=True)).to_be_visible()
    looked_at(page, f"{mode}visit")
    page.get_by_role("link", name="想换个时间").click()
    looked_at(page, f"{mode}visit-other-day")
    page.get_by_label("您方便的日子").fill("下周一上午")
    page.get_by_role("button", name="请帮我换").click()
    expect(page.get_by_role("heading", name="您想换时间，我们正在安排")).to_be_visible()
    page.get_by_role("link", name="不来了，取消预约").click()
    looked_at(page, f"{mode}visit-cancel")
    page.get_by_role("button", name="确定取消").click()
    expect(page.get_by_role("heading", name="预约已经取消")).to_be_visible()
    looked_at(page, f"{mode}visit-cancelled")
    watch.assert_clean()


def test_each_step_about_a_visit_passes_axe(browse: Callable[..., Page], booked: Case, address: str) -> None:
    page = browse()
    prove(page, booked)
    for path in ("/progress", "/progress/other-day", "/progress/cancel-visit"):
        page.goto(address + path)
        assert_accessible(page)
