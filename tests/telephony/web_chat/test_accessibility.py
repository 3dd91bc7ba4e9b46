"""The chat page passes axe-core: at its beginning, with answers and choices, and with a warning on it."""

import pytest
from playwright.sync_api import expect

from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, Choice
from tests.accessibility import assert_accessible
from tests.telephony.making import Hotline
from tests.telephony.web_chat.conftest import Browse

pytestmark = pytest.mark.whole


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_the_chat_page(browse: Browse, hotline: Hotline, width: int, scheme: str) -> None:
    answer = BotAnswer((Bubble("一天不超过一啤酒瓶盖。"),), (Choice("血压高怎么吃", "甲"),))
    hotline.bot.answers["高血压吃多少盐"] = answer
    page = browse(width=width, color_scheme=scheme)
    assert_accessible(page)
    for words in ("高血压吃多少盐", "我爸胸口压得慌，满头大汗"):
        answers = page.locator("#log li.hotline").count()
        page.get_by_label("写下您的问题").fill(words)
        page.get_by_role("button", name="发送").click()
        expect(page.locator("#log li.hotline")).not_to_have_count(answers)
        assert_accessible(page)
