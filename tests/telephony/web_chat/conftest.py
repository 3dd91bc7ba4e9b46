"""The web chat's real routes before a real intake, and a real browser before them."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from telephony.channels.web_chat import router
from tests.browser import WIDTHS, Watch
from tests.telephony.making import Hotline
from tests.telephony.web_chat.line import Line

Browse = Callable[..., Page]


@pytest.fixture
def app(hotline: Hotline) -> FastAPI:
    app = FastAPI()
    app.include_router(router(hotline.chat))
    return app


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def line(hotline: Hotline) -> Iterator[Line]:
    line = Line()
    line.mend(hotline)
    yield line
    line.cut()


@pytest.fixture
def watch(line: Line) -> Watch:
    return Watch(line.address)


@pytest.fixture
def browse(chromium: Browser, line: Line, watch: Watch) -> Iterator[Browse]:
    """Opens the chat as somebody else would, in a phone's window unless told otherwise."""
    contexts = []

    def opened(*, width: int = 390, height: int | None = None, script: str = "", **settings: object) -> Page:
        size = {"width": width, "height": height or WIDTHS[width]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = watch.on(context.new_page())
        page.goto(f"{line.address}/chat")
        expect(page.locator("#log li.hotline").first).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(browse: Browse) -> Page:
    return browse()
