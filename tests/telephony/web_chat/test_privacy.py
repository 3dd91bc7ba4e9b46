"""The notice stands above the first question, and its page says what the purge really does."""

import pytest
from fastapi.testclient import TestClient

from hotline.privacy import retention
from telephony.notice import Notice, notice
from tests.telephony.making import Hotline
from tests.telephony.web_chat.test_talking import TALK, greet


def test_the_page_says_how_long_and_for_whom(client: TestClient, hotline: Hotline) -> None:
    answer = client.get("/privacy")
    text = answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    kinds = retention().kinds
    assert f"{kinds['messages'].keep.years}年" in text
    assert f"{kinds['urgent_tickets'].keep.years}年" in text
    assert hotline.hospital.name in text
    assert hotline.hospital.placeholders["hotline"] in text
    assert "撤回同意" in text
    assert "{" not in text
    assert notice().version in text


def test_the_chat_leads_to_the_page(client: TestClient) -> None:
    assert 'href="/privacy"' in client.get("/chat").text


def test_the_welcome_brings_the_line_and_its_version(client: TestClient) -> None:
    with client.websocket_connect("/chat/ws") as line:
        shown = greet(line)["notice"]
    assert shown == {"version": notice().version, "text": notice().line, "is_new": False}


def test_a_new_version_is_said_to_be_new(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        line.send_json({"type": "say", "id": "m-1", "text": "高血压吃多少盐", "notice": notice().version})
        line.receive_json()
        line.receive_json()
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)  # the history waits for what was just recorded
    newer: Notice = notice().model_copy(update={"version": "9"})
    monkeypatch.setattr("telephony.channels.web_chat.chat.notice", lambda: newer)
    with client.websocket_connect("/chat/ws") as line:
        shown = greet(line, TALK)["notice"]
    assert (shown["version"], shown["is_new"]) == ("9", True)
    assert shown["text"].startswith(newer.changed)


@pytest.mark.parametrize("version", ["", "药", "a" * 21, "1\n", 7])
def test_a_notice_of_the_wrong_form_is_none_and_refuses_nothing(
    client: TestClient, hotline: Hotline, version: object
) -> None:
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        line.send_json({"type": "say", "id": "m-1", "text": "高血压", "notice": version})
        assert [line.receive_json()["type"] for _ in range(2)] == ["heard", "reply"]
    hotline.ledger.flush()
    assert hotline.ledger.notice_seen(TALK) is None
