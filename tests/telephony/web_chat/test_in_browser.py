"""An old caller with a small phone, at the real page in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, Choice
from tests.browser import Watch
from tests.telephony.making import ENTRY, Hotline
from tests.telephony.web_chat.conftest import Browse

pytestmark = pytest.mark.whole

QUESTION = "高血压吃多少盐"
CHEST_PAIN = "胸口疼得厉害，喘不上气，出冷汗"
VOICES = """
window.spoken = [];
const voices = [{ lang: "LANGUAGE", name: "voice" }];
class Utterance { constructor(text) { this.text = text; } }
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  addEventListener() {},
  cancel() { spoken.push("(silence)"); },
  speak(what) { spoken.push(what); },
} });
"""
NO_STORAGE = """
const forbid = () => { throw new DOMException("forbidden", "SecurityError"); };
Object.defineProperty(window, "localStorage", { get: forbid });
"""


def ask(page: Page, text: str) -> None:
    page.get_by_label("写下您的问题").fill(text)
    page.get_by_role("button", name="发送").click()


def test_a_question_is_asked_and_answered(page: Page, hotline: Hotline, watch: Watch) -> None:
    expect(page.locator("#log li").first).to_contain_text("您好")
    expect(page.locator("#hospital")).to_have_text(hotline.hospital.name)
    ask(page, QUESTION)
    expect(page.locator("#log li.caller")).to_have_text(QUESTION)
    expect(page.locator("#log li.hotline").last).to_contain_text(f"您问的是：{QUESTION}")
    expect(page.locator("#log li.waiting")).to_have_count(0)
    expect(page.get_by_label("写下您的问题")).to_have_value("")
    watch.assert_clean()


def test_the_source_stands_apart_from_the_answer(page: Page, hotline: Hotline) -> None:
    hotline.bot.stop()
    ask(page, QUESTION)
    answer = page.locator("#log li.hotline").last
    expect(answer.locator(".source")).to_contain_text("来源：《高血压防治指南》")
    expect(answer.locator(".words")).not_to_contain_text("来源")
    page_of_it = answer.get_by_role("link", name="看全文、打印")
    expect(page_of_it).to_have_attribute("href", f"/entry/{ENTRY.id}")


def test_a_sheet_that_was_given_is_opened_from_its_bubble(page: Page, hotline: Hotline) -> None:
    hotline.bot.answers[QUESTION] = BotAnswer((Bubble("胃镜的就诊清单。"),), sheet="abcdefgh2345")
    ask(page, QUESTION)
    answer = page.locator("#log li.hotline").last
    expect(answer.get_by_role("link", name="打开大字清单")).to_have_attribute("href", "/sheet/abcdefgh2345")


def test_a_quick_reply_says_what_it_stands_for(page: Page, hotline: Hotline) -> None:
    hotline.bot.answers[QUESTION] = BotAnswer(
        (Bubble("哪一个？"),), (Choice("咸菜", "高血压能吃咸菜吗"), Choice("都不是", "都不是"))
    )
    ask(page, QUESTION)
    page.get_by_role("button", name="咸菜").click()
    expect(page.locator("#log li.caller").last).to_have_text("高血压能吃咸菜吗")
    expect(page.locator("#log li.hotline").last).to_contain_text("您问的是：高血压能吃咸菜吗")
    expect(page.get_by_role("button", name="咸菜")).to_have_count(0)


def test_enter_sends_and_shift_enter_begins_a_line(page: Page, hotline: Hotline) -> None:
    box = page.get_by_label("写下您的问题")
    box.press_sequentially("头晕")
    box.press("Shift+Enter")
    box.press_sequentially("两天了")
    box.press("Enter")
    expect(page.locator("#log li.hotline").last).to_contain_text("您问的是")
    assert hotline.bot.asked == ["头晕\n两天了"]
    box.press("Enter")
    expect(page.locator("#log li.caller")).to_have_count(1)


def test_a_key_of_the_input_method_sends_nothing(page: Page) -> None:
    box = page.get_by_label("写下您的问题")
    box.fill("tou yun")
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(box).to_have_value("tou yun")
    expect(page.locator("#log li.caller")).to_have_count(0)


def test_an_emergency_stands_out_and_can_be_rung_at_once(page: Page, watch: Watch) -> None:
    ask(page, CHEST_PAIN)
    told = page.locator("#log li.instruction")
    expect(told).to_be_in_viewport()
    expect(page.locator("#alarm")).to_contain_text("120")
    expect(told.get_by_role("link", name="打 120")).to_have_attribute("href", "tel:120")
    plain = page.locator("#log li.hotline").first
    border = "e => getComputedStyle(e).borderTopWidth + getComputedStyle(e).borderTopColor"
    assert told.evaluate(border) != plain.evaluate(border)
    expect(plain.get_by_role("link", name="打 120")).to_have_count(0)
    watch.assert_clean()


def test_help_can_be_rung_at_any_moment(page: Page, hotline: Hotline) -> None:
    for _ in range(4):
        ask(page, QUESTION)
    line = hotline.hospital.placeholders["emergency_line"]
    help_bar = page.get_by_role("complementary")
    expect(help_bar.get_by_role("link", name="打 120")).to_be_in_viewport()
    expect(help_bar.get_by_role("link", name=line)).to_have_attribute("href", f"tel:{line}")


def test_the_typing_sign_shows_while_the_answer_is_looked_for(page: Page, hotline: Hotline) -> None:
    hotline.bot.held.add(QUESTION)
    expect(page.get_by_text("正在查找回答")).to_be_hidden()
    ask(page, QUESTION)
    expect(page.get_by_text("正在查找回答")).to_be_in_viewport()
    expect(page.locator("#log li.waiting")).to_have_count(1)
    hotline.bot.held.clear()
    expect(page.locator("#log li.hotline").last).to_contain_text("您问的是")
    expect(page.get_by_text("正在查找回答")).to_be_hidden()


def test_a_reload_continues_the_conversation(page: Page, hotline: Hotline) -> None:
    ask(page, QUESTION)
    expect(page.locator("#log li.hotline")).to_have_count(2)
    hotline.clock.move(seconds=5)
    ask(page, CHEST_PAIN)
    expect(page.locator("#log li.instruction")).to_be_visible()
    page.reload()
    expect(page.locator("#log li.caller")).to_have_text([QUESTION, CHEST_PAIN])
    expect(page.locator("#log li.instruction").get_by_role("link", name="打 120")).to_be_visible()
    expect(page.locator("#log li.hotline").first).to_contain_text("您好")


def test_somebody_else_does_not_see_it(page: Page, browse: Browse) -> None:
    ask(page, QUESTION)
    expect(page.locator("#log li.hotline")).to_have_count(2)
    expect(browse().locator("#log li")).to_have_count(1)


def test_a_refused_message_comes_back_to_be_shortened(page: Page) -> None:
    ask(page, "药" * 1001)
    expect(page.locator("#log li.hotline").last).to_contain_text("这段话太长")
    expect(page.get_by_label("写下您的问题")).to_have_value("药" * 1001)
    expect(page.locator("#log li.caller")).to_have_count(0)
    expect(page.get_by_text("正在查找回答")).to_be_hidden()


def test_whoever_is_too_fast_loses_no_word(page: Page) -> None:
    for number in range(21):
        ask(page, f"第{number}句")
    expect(page.locator("#log li.hotline").last).to_contain_text("您发得太快")
    expect(page.get_by_label("写下您的问题")).to_have_value("第20句")
    expect(page.locator("#log li.caller")).to_have_count(20)


def test_hostile_text_is_shown_as_text(page: Page, hotline: Hotline, watch: Watch) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    hotline.bot.answers["再问"] = BotAnswer((Bubble(hostile),), (Choice(hostile, hostile),))
    ask(page, hostile)
    expect(page.locator("#log li.caller")).to_have_text(hostile)
    ask(page, "再问")
    expect(page.locator("#log li.hotline").last).to_contain_text(hostile)
    expect(page.locator("#choices button")).to_have_text(hostile)
    expect(page.locator("#log img, #choices img, #log script")).to_have_count(0)
    watch.assert_clean()


def test_it_works_where_nothing_may_be_kept(browse: Browse, watch: Watch) -> None:
    page = browse(script=NO_STORAGE)
    ask(page, QUESTION)
    expect(page.locator("#log li.hotline").last).to_contain_text("您问的是")
    page.get_by_role("button", name="字大些").click()
    watch.assert_clean()


@pytest.mark.parametrize("kept", ["{", "7", "null", '"words"', '[{"no": "id"}]'])
def test_what_is_kept_wrongly_does_not_break_the_page(browse: Browse, watch: Watch, kept: str) -> None:
    page = browse(script=f"localStorage.setItem('nuanqiao.outbox', {kept!r})")
    ask(page, QUESTION)
    expect(page.locator("#log li.hotline").last).to_contain_text("您问的是")
    watch.assert_clean()


def test_an_answer_is_read_aloud_in_chinese_and_stopped(browse: Browse, hotline: Hotline) -> None:
    hotline.bot.stop()
    page = browse(script=VOICES.replace("LANGUAGE", "zh-CN"))
    ask(page, QUESTION)
    expect(page.locator("#log li.hotline")).to_have_count(2)
    answer = page.locator("#log li.hotline").last
    answer.get_by_role("button", name="读给我听").click()
    said = page.evaluate("spoken.filter(one => one.text).map(one => one.text + one.lang).join('')")
    assert "每天盐不超过五克。zh-CN" in said
    assert "来源" not in said
    answer.get_by_role("button", name="别读了").click()
    assert page.evaluate("spoken.at(-1)") == "(silence)"
    expect(answer.get_by_role("button", name="读给我听")).to_be_visible()
    expect(page.locator("#log li.caller button")).to_have_count(0)


def test_another_bubble_is_read_instead_and_the_end_is_seen(browse: Browse) -> None:
    page = browse(script=VOICES.replace("LANGUAGE", "cmn-Hans-CN"))
    ask(page, QUESTION)
    buttons = page.locator("#log .aloud")
    expect(buttons).to_have_count(2)
    buttons.first.click()
    buttons.last.click()
    expect(buttons.first).to_have_attribute("aria-pressed", "false")
    expect(buttons.last).to_have_attribute("aria-pressed", "true")
    page.evaluate("spoken.at(-1).onend()")
    expect(buttons.last).to_have_attribute("aria-pressed", "false")


def test_without_a_chinese_voice_nothing_is_offered(browse: Browse) -> None:
    page = browse(script=VOICES.replace("LANGUAGE", "en-US"))
    ask(page, QUESTION)
    expect(page.locator("#log li.hotline")).to_have_count(2)
    expect(page.get_by_role("button", name="读给我听")).to_have_count(0)
