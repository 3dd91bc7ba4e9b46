"""The line breaks; what was written is answered all the same, and once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.telephony.making import Hotline
from tests.telephony.web_chat.conftest import Browse
from tests.telephony.web_chat.line import Line

pytestmark = pytest.mark.whole

QUESTION = "高血压吃多少盐"
ANSWER = f"您问的是：{QUESTION}"


def ask(page: Page) -> None:
    page.get_by_label("写下您的问题").fill(QUESTION)
    page.get_by_label("写下您的问题").press("Enter")


def expect_one_answer(page: Page, hotline: Hotline) -> None:
    answers = page.locator("#log li.hotline", has_text=ANSWER)
    expect(answers).to_have_count(1)
    expect(page.locator("#log li.waiting")).to_have_count(0)
    expect(page.get_by_text("网络断了")).to_be_hidden()
    expect(page.locator("#log li.caller")).to_have_count(1)
    assert hotline.said() == [QUESTION]


def test_what_is_written_while_the_line_is_down_is_answered_once(
    page: Page, line: Line, start_hotline: Callable[[], Hotline]
) -> None:
    line.cut()
    expect(page.get_by_text("网络断了")).to_be_visible()
    ask(page)
    expect(page.locator("#log li.waiting")).to_have_count(1)
    expect(page.get_by_text("正在查找回答")).to_be_hidden()
    restarted = start_hotline()
    line.mend(restarted)
    expect_one_answer(page, restarted)
    assert restarted.bot.asked == [QUESTION]


def test_what_was_heard_when_the_hotline_stopped_is_answered_once(
    page: Page, line: Line, hotline: Hotline, start_hotline: Callable[[], Hotline]
) -> None:
    hotline.bot.held.add(QUESTION)
    ask(page)
    expect(page.get_by_text("正在查找回答")).to_be_visible()
    line.cut()
    assert hotline.bot.asked == [QUESTION]
    restarted = start_hotline()
    line.mend(restarted)
    expect_one_answer(page, restarted)


def test_a_page_closed_before_the_answer_asks_again_when_it_is_opened(
    page: Page, line: Line, hotline: Hotline
) -> None:
    hotline.bot.held.add(QUESTION)
    ask(page)
    expect(page.get_by_text("正在查找回答")).to_be_visible()
    page.reload()
    expect(page.locator("#log li.waiting")).to_have_text(QUESTION)
    hotline.bot.held.clear()
    expect_one_answer(page, hotline)
    assert hotline.bot.asked == [QUESTION]


def test_a_second_window_of_the_same_caller_shows_no_answer_twice(page: Page, hotline: Hotline) -> None:
    hotline.bot.held.add(QUESTION)
    ask(page)
    expect(page.get_by_text("正在查找回答")).to_be_visible()
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.locator("#log li.waiting")).to_have_count(1)
    hotline.bot.held.clear()
    expect_one_answer(page, hotline)
    expect_one_answer(second, hotline)


def test_a_line_that_is_dead_but_not_closed_is_given_up(browse: Browse, hotline: Hotline) -> None:
    page = browse(script="")
    opened: list[WebSocketRoute] = []

    def deaf(route: WebSocketRoute) -> None:
        opened.append(route)
        server = route.connect_to_server()
        if len(opened) == 1:
            route.on_message(lambda said: None if '"say"' in str(said) else server.send(said))

    page.clock.install()
    page.route_web_socket("**/chat/ws", deaf)
    page.reload()
    expect(page.locator("#log li.hotline")).to_have_count(1)
    ask(page)
    expect(page.locator("#log li.waiting")).to_have_count(1)
    page.clock.fast_forward(10_000)
    expect_one_answer(page, hotline)
    assert len(opened) == 2


def test_the_talk_goes_on_after_the_line_where_nothing_may_be_kept(
    browse: Browse, line: Line, hotline: Hotline
) -> None:
    page = browse(script="Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } });")
    ask(page)
    expect(page.locator("#log li.hotline")).to_have_count(2)
    line.cut()
    expect(page.get_by_text("网络断了")).to_be_visible()
    line.mend(hotline)
    expect(page.get_by_text("网络断了")).to_be_hidden()
    hotline.clock.move(seconds=5)
    page.get_by_label("写下您的问题").fill("那柚子呢")
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#log li.hotline")).to_have_count(3)
    assert len({row.conversation_id for row in hotline.kept()}) == 1


def test_what_was_answered_while_the_page_was_away_is_not_asked_again(page: Page, hotline: Hotline) -> None:
    ask(page)
    expect_one_answer(page, hotline)
    kept = hotline.ledger.history(page.evaluate("localStorage.getItem('nuanqiao.conversation')"), limit=2)
    still_open = [{"type": "say", "id": kept[0].message_id, "text": QUESTION}]
    page.evaluate("kept => localStorage.setItem('nuanqiao.outbox', JSON.stringify(kept))", still_open)
    page.reload()
    expect_one_answer(page, hotline)
    assert hotline.bot.asked == [QUESTION]
