"""Several open pages of one browser: one of them sounds, and another takes over where it goes."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect

from desk import Desk
from hotline.green_channel import Bell
from hotline.staff import StaffRole, add_staff
from tests.browser import served
from tests.desk.alarming import ring
from tests.desk.browsing import PASSWORD, sign_in
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole

_COUNT = """
globalThis.tones = 0;
const made = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () { globalThis.tones += 1; return made.call(this); };
"""
_UNTIL_HEARD = """() => new Promise((heard, silent) => {
  setInterval(() => tones > 3 && heard(), 50);
  setTimeout(() => silent(new Error("silent")), 20000);
})"""
_NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });"


@pytest.fixture
def address(app: FastAPI, desk: Desk) -> Iterator[str]:
    with desk.database.transaction() as session:
        add_staff(
            session,
            username="su",
            display_name="苏护士",
            role=StaffRole.NURSE,
            department=None,
            password=PASSWORD,
            clock=desk.clock,
        )
    with served(app) as where:
        yield where


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(locale="zh-CN")
    opened.add_init_script(_COUNT)
    yield opened
    opened.close()


def two_loud_pages(context: BrowserContext, address: str) -> tuple[Page, Page]:
    """Both with the sound on; the second was looked at last."""
    first, second = context.new_page(), context.new_page()
    sign_in(first, address, "su")
    for page in (first, second):
        page.bring_to_front()
        page.goto(f"{address}/desk/alarms")
        # The second remembers what was chosen, and waits for a gesture only.
        page.locator("#sound" if page is first else "h1").click()
        expect(page.locator("#sound")).to_have_attribute("aria-pressed", "true")
        page.evaluate("tones = 0")
    return first, second


def hears(page: Page) -> None:
    page.evaluate(_UNTIL_HEARD)


def test_of_two_open_pages_the_one_looked_at_last_sounds_and_then_the_other(
    context: BrowserContext, address: str, bell: Bell, clock: SetClock
) -> None:
    first, second = two_loud_pages(context, address)
    ring(bell, clock)
    hears(second)
    expect(first.locator(".alarm.ringing")).to_be_visible()
    assert first.evaluate("tones") == 0
    second.close()
    hears(first)


def test_without_locks_every_page_sounds(
    context: BrowserContext, address: str, bell: Bell, clock: SetClock
) -> None:
    context.add_init_script(_NO_LOCKS)
    first, second = two_loud_pages(context, address)
    ring(bell, clock)
    hears(first)
    hears(second)
