"""On a computer that others use: the talk is gone when the caller says so, and after a day by itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Watch
from tests.telephony.making import Hotline
from tests.telephony.web_chat.conftest import Browse

pytestmark = pytest.mark.whole

QUESTION = "高血压吃多少盐"
DAY = 24 * 60 * 60 * 1000
KEPT = "Object.keys(localStorage).filter((key) => key !== 'nuanqiao.size')"


def ask(page: Page, text: str = QUESTION) -> None:
    before = page.locator("#log li.hotline").count()
    page.get_by_label("写下您的问题").fill(text)
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#log li.hotline")).to_have_count(before + 1)


def name_of(page: Page) -> str:
    return str(page.evaluate("localStorage.getItem('nuanqiao.conversation')"))


def test_it_asks_first_and_then_forgets_everything(page: Page, watch: Watch, hotline: Hotline) -> None:
    end = page.get_by_role("button", name="结束并清空")
    expect(end).to_be_hidden()
    ask(page)
    before = name_of(page)
    end.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("要结束这段对话")
    expect(dialog.get_by_role("button", name="不，接着说")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(end).to_be_focused()
    expect(page.locator("#log li.caller")).to_have_count(1)
    end.click()
    dialog.get_by_role("button", name="结束并清空").click()
    expect(page.locator("#log li")).to_have_count(1)
    expect(page.locator("#log li.hotline")).to_contain_text("您好")
    expect(page.get_by_label("写下您的问题")).to_be_focused()
    expect(end).to_be_hidden()
    assert name_of(page) != before
    assert QUESTION not in page.content()
    page.reload()
    expect(page.locator("#log li")).to_have_count(1)
    ask(page, "那柚子呢")
    assert len({row.conversation_id for row in hotline.kept()}) == 2
    watch.assert_clean()


def test_another_window_of_the_same_browser_is_cleared_too(page: Page, browse: Browse) -> None:
    ask(page)
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.locator("#log li.caller")).to_have_count(1)
    page.get_by_role("button", name="结束并清空").click()
    page.get_by_role("dialog").get_by_role("button", name="结束并清空").click()
    expect(second.locator("#log li.caller")).to_have_count(0)
    expect(second.locator("#log li.hotline")).to_have_count(1)


def test_a_page_left_open_forgets_by_itself_after_a_day(browse: Browse, hotline: Hotline) -> None:
    page = browse()
    page.clock.install()
    page.reload()
    expect(page.locator("#log li")).to_have_count(1)
    ask(page)
    before = name_of(page)
    page.clock.fast_forward(DAY - 120_000)
    expect(page.locator("#log li.caller")).to_have_count(1)
    page.clock.fast_forward(180_000)
    expect(page.locator("#log li.caller")).to_have_count(0)
    page.clock.fast_forward(1000)
    expect(page.locator("#log li.hotline")).to_have_count(1)
    assert name_of(page) != before


def test_a_page_opened_after_a_day_has_forgotten(page: Page, watch: Watch) -> None:
    ask(page)
    before = name_of(page)
    page.evaluate(f"localStorage.setItem('nuanqiao.spoke', String(Date.now() - {DAY}))")
    page.reload()
    expect(page.locator("#log li")).to_have_count(1)
    assert name_of(page) != before
    watch.assert_clean()


def test_a_name_that_is_over_at_the_hotline_shows_nothing(page: Page, hotline: Hotline) -> None:
    ask(page)
    before = name_of(page)
    hotline.clock.move(days=1)
    page.reload()
    expect(page.locator("#log li.hotline").first).to_be_visible()
    expect(page.locator("#log li")).to_have_count(1)
    assert name_of(page) != before


def test_an_end_keeps_the_size_of_the_letters(page: Page) -> None:
    page.get_by_role("button", name="字大些").click()
    ask(page)
    page.get_by_role("button", name="结束并清空").click()
    page.get_by_role("dialog").get_by_role("button", name="结束并清空").click()
    expect(page.locator("#log li")).to_have_count(1)
    assert page.evaluate("document.documentElement.className") == "larger"
    assert page.evaluate(KEPT) == ["nuanqiao.conversation"]
