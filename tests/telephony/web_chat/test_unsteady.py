"""Whatever breaks, in whatever order: each message is taken once, in order, and its answer shown once.

The page's real scripts in the real browser, over a line and on a clock that do as each of many stories tells.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Watch
from tests.telephony.web_chat.line import Line

pytestmark = pytest.mark.whole

STORIES = 120
STEPS = 120
SCRIPT = Path(__file__).with_name("unsteady.js")


def test_no_message_is_lost_doubled_or_out_of_order(chromium: Browser, line: Line, watch: Watch) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(path=SCRIPT)
    page = watch.on(context.new_page())
    page.goto(f"{line.address}/chat")
    reloads = lines = said = 0
    for number in range(1, STORIES + 1):
        told = page.evaluate("([number, steps]) => tellStory(number, steps)", [number, STEPS])
        assert told["taken"] == told["said"], number
        assert told["callers"] == told["said"], number
        assert sorted(told["answers"]) == sorted(f"答{text}" for text in told["said"]), number
        assert told["nurseShown"] == told["nurse"], number
        assert (told["waiting"], told["outbox"]) == (0, 0), number
        reloads, lines, said = (
            reloads + told["reloads"],
            lines + told["lines"],
            said + len(told["said"]),
        )
    context.close()
    watch.assert_clean()
    # The stories were as eventful as they were meant to be.
    assert reloads > 2 * STORIES
    assert lines > 5 * STORIES
    assert said > 10 * STORIES
