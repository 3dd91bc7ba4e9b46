"""A conversation is shown by its name for a day after its last word, and then to nobody."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from telephony.channels.web_chat.keeping import KEPT
from tests.telephony.making import Hotline
from tests.telephony.nursing import TALK, nurse_at_the_desk, nurse_says, take
from tests.telephony.web_chat.test_talking import greet, say

ALMOST = KEPT - timedelta(seconds=1)


def come(client: TestClient, conversation: str = TALK) -> dict[str, Any]:
    with client.websocket_connect("/chat/ws") as line:
        return greet(line, conversation)


@pytest.fixture
def asked(client: TestClient) -> None:
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        say(line, "高血压吃多少盐")


@pytest.mark.usefixtures("asked")
def test_until_a_day_has_passed_the_name_shows_it(client: TestClient, hotline: Hotline) -> None:
    hotline.clock.move(seconds=ALMOST.total_seconds())
    welcome = come(client)
    assert welcome["conversation"] == TALK
    assert [one["who"] for one in welcome["history"]] == ["caller", "hotline"]


@pytest.mark.usefixtures("asked")
def test_after_a_day_the_name_shows_nothing_and_a_new_one_is_given(
    client: TestClient, hotline: Hotline
) -> None:
    hotline.clock.move(seconds=KEPT.total_seconds())
    welcome = come(client)
    assert welcome["conversation"] != TALK
    assert (welcome["history"], welcome["settled"], welcome["talk"], welcome["seq"]) == ([], None, None, 0)


@pytest.mark.usefixtures("asked")
def test_of_a_talk_that_goes_on_only_the_last_day_is_shown(client: TestClient, hotline: Hotline) -> None:
    hotline.clock.move(seconds=ALMOST.total_seconds())
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        say(line, "那柚子呢", number="m-2")
    hotline.clock.move(seconds=5)
    welcome = come(client)
    assert welcome["conversation"] == TALK
    assert [one["text"] for one in welcome["history"] if one["who"] == "caller"] == ["那柚子呢"]


def test_who_still_waits_for_a_nurse_keeps_his_place_and_his_name(
    client: TestClient, hotline: Hotline
) -> None:
    nurse_at_the_desk(hotline)
    hotline.bot.stop()
    assert client.post("/api/messages", json={"conversation": TALK, "text": "转人工"}).status_code == 200
    hotline.ledger.flush()
    hotline.clock.move(seconds=KEPT.total_seconds())
    welcome = come(client)
    assert welcome["conversation"] == TALK
    assert welcome["talk"] is not None
    assert welcome["history"] == []


def test_a_program_is_told_no_old_lines_of_a_nurse(client: TestClient, hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    hotline.bot.stop()
    client.post("/api/messages", json={"conversation": TALK, "text": "转人工"})
    hotline.ledger.flush()
    nurse_says(hotline, take(hotline), "您好，我是护士")
    asked = {"conversation": TALK, "after": "0"}
    assert "您好，我是护士" in str(client.get("/api/messages", params=asked).json()["lines"])
    hotline.clock.move(seconds=KEPT.total_seconds())
    assert client.get("/api/messages", params=asked).json()["lines"] == []
