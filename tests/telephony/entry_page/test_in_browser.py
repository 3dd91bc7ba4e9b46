"""The page as an old reader sees it: large, calm, by keyboard, dark, and on paper."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, Watch, assert_fits, assert_readable, served

pytestmark = pytest.mark.whole

SHOTS = os.environ.get("SCREENSHOTS")
LONG = "/entry/inflammatory_bowel_disease.pregnancy"


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def browse(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    contexts = []
    watch = Watch(address)

    def opened(path: str, *, width: int = 390, **settings: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            locale="zh-CN",
            **settings,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = watch.on(context.new_page())
        page.goto(f"{address}{path}")
        return page

    yield opened
    watch.strangers and pytest.fail(str(watch.strangers))
    for context in contexts:
        context.close()


def looked_at(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"entry-{name}.png"), full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_is_large_and_accessible(
    browse: Callable[..., Page], width: int, scheme: str
) -> None:
    paths = {"entry": LONG, "topic": "/entry/hypertension", "topics": "/entry", "unknown": "/entry/no_such"}
    page = browse("/entry", width=width, color_scheme=scheme)
    for name, path in paths.items():
        page.goto(page.url.split("/entry")[0] + path)
        assert_fits(page)
        assert_readable(page, smallest=22)
        assert_accessible(page)
        looked_at(page, f"{name}-{width}-{scheme}")


def test_the_page_is_read_by_keyboard(browse: Callable[..., Page]) -> None:
    page = browse(LONG)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_page_needs_no_script(browse: Callable[..., Page]) -> None:
    assert browse(LONG, java_script_enabled=False).get_by_role("heading", level=1).inner_text()


def test_on_paper_it_is_black_on_white_and_nothing_for_the_screen(browse: Callable[..., Page]) -> None:
    page = browse(LONG, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.answer')).color") == "rgb(0, 0, 0)"
    assert not page.locator(".help").is_visible()
    assert page.locator("footer").get_by_text("0000-8810120").is_visible()
    looked_at(page, "print")
    if SHOTS:
        page.pdf(path=str(Path(SHOTS) / "entry.pdf"), prefer_css_page_size=True)
