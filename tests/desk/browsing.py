"""What browser tests of the desk do: sign in, and look at a page."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_readable

PASSWORD = "warm-lantern-77"
SHOTS = os.environ.get("SCREENSHOTS")


def looked_at(page: Page, name: str) -> None:
    """Every page a nurse sees fits and is readable; with SCREENSHOTS set, its picture is kept."""
    assert_fits(page)
    assert_readable(page)
    if SHOTS:
        wide = page.evaluate("innerWidth")
        page.screenshot(path=Path(SHOTS) / f"{name}-{wide}.png", full_page=True)


def sign_in(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/desk")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="工单", exact=True)).to_be_visible()
    page.wait_for_load_state()  # keys are heard from then on
