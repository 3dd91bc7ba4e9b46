"""One line in the hospital's page opens the chat there; in a page that is not on the list, nowhere."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, FrameLocator, Page, expect

from telephony.channels.web_chat import router
from tests.browser import assert_fits, served
from tests.telephony.making import Hotline

SHOTS = os.environ.get("SCREENSHOTS")
HOSTILE_STYLES = """
* { color: rgb(255, 0, 0); font: 9px serif; } button { display: none; } div, iframe, dialog { opacity: .1; }
nuanqiao-chat { display: none; position: static; }
"""
STRICT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {home}; frame-src {home}"
FRONT = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某医院</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<script src="{home}/chat/embed.js" async></script><script src="{home}/chat/embed.js" async></script>
<style>{styles}</style></head><body><h1>某医院</h1><p><a id="own" href="#x">门诊</a></p></body></html>"""
OWN_LOOK = "() => JSON.stringify(['color', 'fontSize'].map((n) => getComputedStyle(own)[n]))"

Visit = Callable[..., Page]


def hospital_site(home: str) -> FastAPI:
    """A page with our line in it, strict about what else may run there."""
    site = FastAPI()

    @site.get("/")
    def front() -> HTMLResponse:
        page = FRONT.format(home=home, styles=HOSTILE_STYLES)
        return HTMLResponse(page, headers={"Content-Security-Policy": STRICT.format(home=home)})

    return site


@pytest.fixture
def visit(hotline: Hotline, chromium: Browser) -> Iterator[Visit]:
    """Opens the front page of a hospital whose site is on the list, or is not."""
    with ExitStack() as stack:

        def opened(*, allowed: bool = True, width: int = 1366, height: int = 768, script: str = "") -> Page:
            chat = FastAPI()
            home = stack.enter_context(served(chat))
            address = stack.enter_context(served(hospital_site(home)))
            site = address.replace("127.0.0.1", "localhost")  # another site, not only another port
            listed = site if allowed else "https://www.somebody-else.cn"
            chat.include_router(router(replace(hotline.chat, embed_origins=(listed,))))
            context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
            stack.callback(context.close)
            if script:
                context.add_init_script(script)
            page = context.new_page()
            page.goto(site)
            return page

        yield opened


def chat_in(page: Page) -> FrameLocator:
    return page.frame_locator("nuanqiao-chat iframe")


def pictured(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"embedded-{name}.png", animations="disabled")
    assert_fits(page)


def is_focused(page: Page, selector: str) -> bool:
    inside = "document.querySelector('nuanqiao-chat').shadowRoot.activeElement"
    return bool(page.evaluate(f"{inside}?.matches('{selector}') ?? false"))


@pytest.mark.whole
def test_a_question_is_asked_and_answered_in_the_hospitals_page(visit: Visit, hotline: Hotline) -> None:
    page = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    button = page.get_by_role("button", name="问健康")
    expect(button).to_have_count(1)
    expect(button).to_be_visible()
    assert asked == [], "until somebody wants it nothing is fetched"
    before = page.evaluate(OWN_LOOK)
    button.click()
    chat = chat_in(page)
    expect(chat.locator("#log li.hotline").first).to_be_visible()
    chat.get_by_label("写下您的问题").fill("高血压吃多少盐")
    chat.get_by_role("button", name="发送").click()
    expect(chat.locator("#log li.hotline").last).to_contain_text("您问的是")
    assert hotline.bot.asked == ["高血压吃多少盐"]
    assert page.evaluate(OWN_LOOK) == before
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.context.cookies() == []
    hosts = {urlsplit(url).netloc for url in asked}
    assert len(hosts) == 1
    assert chat.locator("a[href^='/progress']").first.get_attribute("target") == "_blank"
    pictured(page, "office")


@pytest.mark.whole
def test_escape_closes_it_and_the_focus_goes_back(visit: Visit) -> None:
    page = visit()
    button = page.get_by_role("button", name="问健康")
    button.focus()
    page.keyboard.press("Enter")
    expect(chat_in(page).locator("#log li.hotline").first).to_be_visible()
    expect(button).to_be_hidden()
    assert is_focused(page, "#close")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    chat_in(page).get_by_label("写下您的问题").focus()
    page.keyboard.type("头晕")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(chat_in(page).get_by_label("写下您的问题")).to_have_value("头晕")
    page.get_by_role("button", name="关上").click()
    expect(button).to_be_focused()


@pytest.mark.whole
def test_an_escape_that_answers_a_question_of_ours_closes_only_that(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="问健康").click()
    chat = chat_in(page)
    chat.get_by_label("写下您的问题").fill("在吗")
    chat.get_by_label("写下您的问题").press("Enter")
    chat.get_by_role("button", name="结束并清空").click()
    expect(chat.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(chat.get_by_role("dialog")).to_be_hidden()
    expect(chat.locator("#log li.caller")).to_be_visible()


@pytest.mark.whole
def test_on_a_phone_it_fills_the_screen(visit: Visit) -> None:
    page = visit(width=390, height=844)
    pictured(page, "phone-closed")
    page.get_by_role("button", name="问健康").click()
    expect(chat_in(page).locator("#log li.hotline").first).to_be_visible()
    pictured(page, "phone")
    box = page.locator("nuanqiao-chat dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert page.evaluate("document.querySelector('#own').matches(':focus')") is False
    expect(page.get_by_role("link", name="门诊")).not_to_be_in_viewport(ratio=1.1)
    page.get_by_role("button", name="关上").click()
    expect(page.get_by_role("button", name="问健康")).to_be_focused()


@pytest.mark.whole
def test_in_a_page_that_is_not_on_the_list_it_says_so(visit: Visit) -> None:
    page = visit(allowed=False)
    page.get_by_role("button", name="问健康").click()
    told = page.locator("nuanqiao-chat #sorry")
    expect(told).to_be_visible()
    expect(told).to_contain_text("打不开")
    pictured(page, "refused")
    expect(page.locator("nuanqiao-chat iframe")).to_be_hidden()
    link = told.get_by_role("link", name="打开健康咨询")
    assert str(link.get_attribute("href")).endswith("/chat")
    assert page.frames[1].url.startswith("chrome-error:")


@pytest.mark.whole
def test_the_hospitals_page_hears_that_we_are_there_and_nothing_else(visit: Visit) -> None:
    page = visit(script="window.heard = []; addEventListener('message', (event) => heard.push(event.data));")
    page.get_by_role("button", name="问健康").click()
    chat = chat_in(page)
    chat.get_by_label("写下您的问题").fill("我叫林阿水，电话13800138000")
    chat.get_by_label("写下您的问题").press("Enter")
    expect(chat.locator("#log li.hotline").last).to_contain_text("您问的是")
    chat.get_by_label("写下您的问题").press("Escape")
    expect(page.get_by_role("button", name="问健康")).to_be_visible()
    assert page.evaluate("heard") == ["nuanqiao:here", "nuanqiao:close"]


def app_for(hotline: Hotline, *sites: str) -> TestClient:
    app = FastAPI()
    app.include_router(router(replace(hotline.chat, embed_origins=sites)))
    return TestClient(app)


def ancestors(client: TestClient, path: str) -> str:
    policy = client.get(path).headers["content-security-policy"]
    return next(part.strip() for part in policy.split(";") if "frame-ancestors" in part)


def test_only_the_list_may_frame_the_chat_and_nobody_any_other_page(hotline: Hotline) -> None:
    client = app_for(hotline, "https://a.cn", "http://10.0.0.7:8080")
    assert ancestors(client, "/chat") == "frame-ancestors https://a.cn http://10.0.0.7:8080"
    assert "x-frame-options" not in client.get("/chat").headers
    assert ancestors(client, "/privacy") == "frame-ancestors 'none'"
    script = client.get("/chat/embed.js")
    assert script.headers["content-type"].startswith(("text/javascript", "application/javascript"))
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"


def test_without_a_list_there_is_no_line_to_put_anywhere(hotline: Hotline) -> None:
    client = app_for(hotline)
    assert ancestors(client, "/chat") == "frame-ancestors 'none'"
    assert client.get("/chat/embed.js").status_code == 404
