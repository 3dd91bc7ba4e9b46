"""The terminal speaks the chat's protocol, and is refused in the chat's words."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from console.client import RunningHotline
from console.settings import Settings
from console.words import Trouble
from telephony.channels.web_chat import router
from telephony.channels.web_chat.pace import CONVERSATIONS_FROM_AN_ADDRESS
from tests.browser import served
from tests.telephony.conftest import hospital, hotline, migrated, start_hotline, words  # noqa: F401 - fixtures
from tests.telephony.making import Hotline


@pytest.fixture
def terminal(hotline: Hotline) -> Iterator[RunningHotline]:  # noqa: F811
    app = FastAPI()
    app.include_router(router(hotline.chat))
    with served(app) as address:
        yield RunningHotline(Settings(port=int(address.rpartition(":")[2])))


def test_one_conversation_and_then_another(terminal: RunningHotline, hotline: Hotline) -> None:  # noqa: F811
    assert terminal.say("高血压吃多少盐")["answered_by"] == "bot"
    terminal.say("那柚子呢")
    terminal.begin_anew()
    terminal.say("在吗")
    assert len({row.conversation_id for row in hotline.kept()}) == 2


def test_what_cannot_be_answered_is_said_in_words(terminal: RunningHotline) -> None:
    with pytest.raises(Trouble, match="太长"):
        terminal.say("药" * 1001)


def test_the_operators_own_questions_are_not_counted_by_address(terminal: RunningHotline) -> None:
    for number in range(CONVERSATIONS_FROM_AN_ADDRESS.most + 5):
        terminal.begin_anew()
        assert terminal.say(f"第{number}句")["bubbles"]
