"""The sheet as an old reader holds it: large, ticked with and without scripts, by keyboard, on paper."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, Watch, assert_fits, assert_readable, served
from tests.telephony.sheet_page.conftest import Give

pytestmark = pytest.mark.whole

SHOTS = os.environ.get("SCREENSHOTS")


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
    assert watch.strangers == []
    for context in contexts:
        context.close()


def looked_at(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"sheet-{name}.png"), full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_is_large_and_accessible(
    browse: Callable[..., Page], give: Give, width: int, scheme: str
) -> None:
    code = give("colonoscopy", "old", "anticoagulant", "elsewhere")
    page = browse(f"/sheet/{code}", width=width, color_scheme=scheme)
    page.get_by_role("button", name="做好了").first.click()
    expect(page.locator("#count")).to_contain_text("做好1件")
    for name, path in {"sheet": f"/sheet/{code}", "ask": "/sheet", "unknown": "/sheet/nosuch"}.items():
        page.goto(page.url.split("/sheet")[0] + path)
        assert_fits(page)
        assert_readable(page, smallest=22)
        assert_accessible(page)
        looked_at(page, f"{name}-{width}-{scheme}")


def test_an_item_is_ticked_in_its_place_and_is_still_ticked_later(
    browse: Callable[..., Page], give: Give
) -> None:
    page = browse(f"/sheet/{give('mri')}")
    page.locator("#papers button").click()
    expect(page.locator("#papers button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#papers button")).to_be_focused()
    page.reload()
    expect(page.locator("#papers button")).to_have_attribute("aria-pressed", "true")
    page.locator("#papers button").click()
    expect(page.locator("#papers button")).to_have_attribute("aria-pressed", "false")


def test_without_scripts_it_is_ticked_as_well(browse: Callable[..., Page], give: Give) -> None:
    page = browse(f"/sheet/{give('mri')}", java_script_enabled=False)
    page.locator("#papers button").click()
    assert page.locator("#count").inner_text().endswith("做好1件")
    assert not page.locator("#aloud").is_visible()


def test_the_sheet_is_read_and_ticked_by_keyboard(browse: Callable[..., Page], give: Give) -> None:
    page = browse(f"/sheet/{give('mri')}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#papers button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#papers")).to_have_class("done")


def test_on_paper_it_is_black_on_white_and_nothing_for_the_screen(
    browse: Callable[..., Page], give: Give
) -> None:
    page = browse(f"/sheet/{give('mri')}", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.text')).color") == "rgb(0, 0, 0)"
    assert not page.locator(".tools").is_visible()
    looked_at(page, "print")
