"""Large, in reach, on any screen, by any hand: measured in the page."""

import os
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, Choice
from tests.browser import Watch, assert_fits, assert_readable
from tests.telephony.making import Hotline
from tests.telephony.web_chat.conftest import Browse

pytestmark = pytest.mark.whole

SMALLEST_TYPE = 22
SMALLEST_TARGET = 44
SIZES = (22, 26, 30)
SHOTS = os.environ.get("SCREENSHOTS")
SCREENS = {"phone": (390, 844), "keyboard": (390, 640), "smallest": (320, 568), "office": (1366, 768)}
QUESTION = "高血压吃多少盐"
VOICE = """
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "zh-CN" }], cancel() {}, speak() {}, addEventListener() {},
} });
"""
CONTRAST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
  const own = (e) => getComputedStyle(e).backgroundColor;
  const paper = (e) => parts(own(e))[3] === 0 ? paper(e.parentElement) : own(e);
  const lights = (e) => [light(getComputedStyle(e).color), light(paper(e))];
  return [...document.querySelectorAll("body *")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
    .map((e) => [e.textContent.trim().slice(0, 20), lights(e)])
    .map(([text, both]) => [text, (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)])
    .filter(([, ratio]) => ratio < 4.5);
}"""


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def answers(hotline: Hotline) -> None:
    advice = "一般不建议自己减药或停药，由医生决定要不要调整。" * 5
    text = f"{advice}\n来源：《高血压防治指南》学会，2024年 · 待临床审核"
    long = tuple(Choice(f"高血压病人能不能喝酒，喝多少算多{mark}", mark) for mark in "甲乙丙丁戊")
    hotline.bot.answers[QUESTION] = BotAnswer((Bubble(text),), long)


def ask(page: Page, text: str) -> None:
    page.get_by_label("写下您的问题").fill(text)
    page.get_by_role("button", name="发送").click()


def looked_at(page: Page, name: str) -> None:
    """Fits, is large enough and within reach; with SCREENSHOTS set, its picture is kept."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"chat-{name}.png", animations="disabled")
    assert_fits(page)
    assert_readable(page, smallest=SMALLEST_TYPE)
    assert page.evaluate(CONTRAST) == []
    small = []
    for target in page.locator("a:visible, button:visible, textarea:visible").all():
        box = target.bounding_box()
        if "skip" not in (target.get_attribute("class") or "") and box:
            small += [box] if min(box["width"], box["height"]) < SMALLEST_TARGET else []
    assert small == []


@pytest.mark.usefixtures("answers")
def test_everything_is_large_in_reach_and_fits(
    browse: Browse, watch: Watch, screen: str, scheme: str
) -> None:
    width, height = SCREENS[screen]
    page = browse(width=width, height=height, color_scheme=scheme, script=VOICE)
    for size in SIZES:
        name = f"{screen}-{scheme}-{size}"
        looked_at(page, f"{name}-greeting")
        ask(page, QUESTION)
        expect(page.locator("#choices button")).to_have_count(5)
        expect(page.locator("#log li.caller").last).to_be_in_viewport()
        looked_at(page, f"{name}-answer")
        ask(page, "胸口疼得厉害，喘不上气，出冷汗")
        expect(page.locator("#choices button")).to_have_count(0)
        expect(page.locator("#log li.instruction .ring").last).to_be_in_viewport()
        looked_at(page, f"{name}-emergency")
        page.locator("#larger").click()
    watch.assert_clean()


@pytest.mark.usefixtures("answers")
def test_half_of_a_small_screen_is_left_for_the_talk(browse: Browse) -> None:
    page = browse(width=390, height=640)
    ask(page, QUESTION)
    expect(page.locator("#choices button")).to_have_count(5)
    box = page.get_by_role("main").bounding_box()
    assert box
    assert box["height"] > 640 / 2


def test_the_type_grows_in_steps_and_is_kept(page: Page) -> None:
    def size() -> int:
        return int(page.evaluate("parseFloat(getComputedStyle(document.querySelector('#log p')).fontSize)"))

    button = page.locator("#larger")
    for now, after in pairwise((*SIZES, SIZES[0])):
        assert size() == now
        expect(button).to_have_text("字还原" if now == SIZES[-1] else "字大些", use_inner_text=True)
        button.click()
        assert size() == after
    button.click()
    page.reload()
    expect(page.locator("#log li")).to_have_count(1)
    assert size() == SIZES[1]


def test_the_box_grows_with_what_is_written_and_shrinks_again(page: Page) -> None:
    box = page.get_by_label("写下您的问题")

    def height() -> float:
        found = box.bounding_box()
        assert found
        return found["height"]

    one_line = height()
    box.fill("头晕\n两天了\n没吃药")
    assert height() > one_line * 1.5
    box.fill("很长的话，" * 200)
    assert height() < 844 / 2
    box.fill("头晕")
    page.get_by_role("button", name="发送").click()
    assert height() == one_line


def test_everything_can_be_done_by_keyboard(page: Page, hotline: Hotline) -> None:
    seen: list[str] = []
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到输入框")).to_be_focused()
    expect(page.get_by_role("link", name="跳到输入框")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.type("在吗")
    page.keyboard.press("Enter")
    expect(page.locator("#log li.caller")).to_have_text("在吗")
    page.reload()
    expect(page.locator("#log li.caller")).to_have_text("在吗")
    page.locator("#larger").focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.innerText"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "4px", seen
    assert (seen[0], seen[1]) == ("打 120", "emergency-line")
    assert seen[3] == "查工单进度"
    assert seen[5:] == ["个人信息说明", "file", "end", "person", "say"]


def test_a_quick_reply_by_keyboard_leaves_the_focus_in_the_talk(page: Page) -> None:
    page.locator("#choices button").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_on_a_phone_the_keyboard_goes_away_when_a_message_is_sent(browse: Browse) -> None:
    page = browse(has_touch=True, is_mobile=True)
    page.get_by_label("写下您的问题").tap()
    page.keyboard.type("在吗")
    page.keyboard.press("Enter")
    expect(page.get_by_label("写下您的问题")).not_to_be_focused()
