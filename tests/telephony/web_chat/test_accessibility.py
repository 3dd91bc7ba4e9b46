"""The chat page in every mode of eye and ear: axe-core, what is said aloud and how often, the keyboard."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, Choice
from tests.accessibility import assert_accessible
from tests.browser import Watch, assert_fits, assert_readable
from tests.telephony.making import Hotline
from tests.telephony.web_chat.conftest import Browse

pytestmark = pytest.mark.whole

SHOTS = os.environ.get("SCREENSHOTS")
QUESTION = "高血压吃多少盐"
CHEST_PAIN = "我爸胸口压得慌，满头大汗"
LARGEST = "localStorage.setItem('nuanqiao.size', 'largest')"
MODES: dict[str, dict[str, object]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "contrast-dark": {"contrast": "more", "color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "calm": {"reduced_motion": "reduce"},
}
LISTENING = """
window.said = [];
addEventListener("DOMContentLoaded", () => {
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert]';
  new MutationObserver((changes) => {
    for (const change of changes) {
      const parent = change.target.nodeType === 1 ? change.target : change.target.parentElement;
      if (!parent?.closest(live)) continue;
      change.addedNodes.forEach((node) => node.textContent.trim() && said.push(node.textContent));
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
});
"""


def ask(page: Page, text: str) -> None:
    answers = page.locator("#log li.hotline").count()
    page.get_by_label("写下您的问题").fill(text)
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#log li.hotline")).not_to_have_count(answers)


@pytest.fixture
def answers(hotline: Hotline) -> None:
    choices = (Choice("血压高怎么吃", "甲"), Choice("都不是", "乙"))
    hotline.bot.answers[QUESTION] = BotAnswer((Bubble("一天不超过一啤酒瓶盖。"),), choices)


def looked_at(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"mode-{name}.png", animations="disabled")
    assert_fits(page)
    assert_readable(page, smallest=22)
    assert_accessible(page)


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("width", "script"), [(390, LARGEST), (1366, "")])
def test_every_mode_passes(browse: Browse, mode: str, width: int, script: str) -> None:
    page = browse(width=width, script=script, **MODES[mode])
    ask(page, QUESTION)
    looked_at(page, f"{mode}-{width}-answer")
    ask(page, CHEST_PAIN)
    looked_at(page, f"{mode}-{width}-emergency")
    page.get_by_role("button", name="结束并清空").click()
    looked_at(page, f"{mode}-{width}-ending")


@pytest.mark.usefixtures("answers")
def test_each_answer_is_said_once_and_a_danger_at_once(browse: Browse, watch: Watch) -> None:
    page = browse(script=LISTENING)
    ask(page, QUESTION)
    expect(page.locator("#told")).to_contain_text("下面有2个可选的回答")
    ask(page, CHEST_PAIN)
    expect(page.locator("#alarm")).to_contain_text("120")
    said = page.evaluate("said")
    assert [one for one in said if "一啤酒瓶盖" in one] == ["智能语音助手：一天不超过一啤酒瓶盖。"]
    danger = page.locator("#log li.instruction .words").first.inner_text()
    assert sum(danger in one for one in said) == 1
    assert page.locator("[role=alert]").count() == 1
    assert page.locator("#log").locator("[aria-live], [role=alert], [role=status]").count() == 0
    page.reload()
    expect(page.locator("#log li.instruction").first).to_be_visible()
    # What is shown again is not said again.
    assert page.evaluate("said.filter((one) => one.includes('一啤酒瓶盖'))") == []
    watch.assert_clean()


def test_everything_that_can_be_pressed_has_a_name(page: Page) -> None:
    ask(page, QUESTION)
    named = "(e) => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent"
    for target in page.locator("a:visible, button:visible, textarea, main, [role=log], [role=group]").all():
        name = target.evaluate(named)
        assert name.strip()


def test_the_question_before_an_end_is_led_by_keyboard(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#end").focus()
    page.keyboard.press("Enter")
    focus = "document.activeElement.innerText"
    assert page.evaluate(focus) == "不，接着说"
    page.keyboard.press("Tab")
    assert page.evaluate(focus) == "结束并清空"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#end")).to_be_focused()


def test_where_motion_is_unwanted_nothing_moves(browse: Browse, hotline: Hotline) -> None:
    page = browse(reduced_motion="reduce")
    hotline.bot.held.add(QUESTION)
    page.get_by_label("写下您的问题").fill(QUESTION)
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("正在查找回答")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    hotline.bot.held.clear()
