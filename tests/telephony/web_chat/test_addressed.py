"""Limits by address, over the page's line and over HTTP alike, behind a proxy of ours and before it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import HTTPConnection

from telephony.addresses import limited_address, networks
from telephony.channels.web_chat import pace as limits
from telephony.channels.web_chat import router
from telephony.pace import Limit
from tests.telephony.making import Hotline
from tests.telephony.web_chat.test_talking import CHEST_PAIN, greet

PROXY, HOME, OTHER = "10.0.0.2", "203.0.113.7", "198.51.100.1"


@pytest.fixture
def app(hotline: Hotline, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    minute = timedelta(minutes=1)
    monkeypatch.setattr(limits, "FROM_AN_ADDRESS", Limit(3, minute))
    monkeypatch.setattr(limits, "CONVERSATIONS_FROM_AN_ADDRESS", Limit(2, minute))
    monkeypatch.setattr(limits, "LOOKS_FROM_AN_ADDRESS", Limit(2, minute))
    app = FastAPI()
    app.include_router(router(replace(hotline.chat, proxies=networks("10.0.0.0/8"), pace=limits.Pace())))
    return app


def client_of(app: FastAPI, peer: str, forwarded: str | None = None) -> TestClient:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return TestClient(app, client=(peer, 5000), headers=headers)


def post(client: TestClient, text: str, *, talk: str = "conversation-of-a-test") -> Any:
    return client.post("/api/messages", json={"text": text, "conversation": talk})


def test_an_address_is_told_kindly_that_it_is_too_much(app: FastAPI, hotline: Hotline) -> None:
    client = client_of(app, PROXY, HOME)
    assert [post(client, "在吗").status_code for _ in range(4)] == [200, 200, 200, 429]
    told = post(client, "在吗").json()["detail"]
    assert "您这个网络" in told
    assert hotline.hospital.placeholders["hotline"] in told
    assert post(client_of(app, PROXY, OTHER), "在吗", talk="conversation-of-another").status_code == 200
    hotline.clock.move(minutes=1)
    assert post(client, "在吗").status_code == 200


def test_danger_is_answered_from_an_address_that_is_refused(app: FastAPI) -> None:
    client = client_of(app, PROXY, HOME)
    for _ in range(4):
        post(client, "在吗")
    assert post(client, CHEST_PAIN, talk="a-new-conversation").json()["grade"] == "emergency"


def test_who_begins_conversation_after_conversation_is_refused(app: FastAPI) -> None:
    client = client_of(app, HOME)
    answers = [post(client, "在吗", talk=f"conversation-number-{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "新对话" in answers[-1].json()["detail"]
    assert post(client, "在吗", talk="conversation-number-1").status_code == 200


def test_both_doors_count_together(app: FastAPI) -> None:
    client = client_of(app, PROXY, HOME)
    for _ in range(3):
        post(client, "在吗")
    with client.websocket_connect("/chat/ws") as line:
        greet(line, "conversation-of-a-test")
        line.send_json({"type": "say", "id": "m-9", "text": "在吗"})
        assert line.receive_json()["type"] == "heard"
        refused = line.receive_json()
        assert (refused["type"], refused["why"]) == ("refused", "too_many_from_address")
        line.send_json({"type": "say", "id": "m-10", "text": CHEST_PAIN})
        line.receive_json()
        assert line.receive_json()["grade"] == "emergency"


def test_too_many_pages_of_one_address_wait_and_are_told_so(app: FastAPI) -> None:
    client = client_of(app, PROXY, HOME)
    for _ in range(2):
        with client.websocket_connect("/chat/ws") as line:
            greet(line)
    with client.websocket_connect("/chat/ws") as line:
        line.send_json({"type": "hello", "conversation": None})
        busy = line.receive_json()
        assert busy["type"] == "busy"
        assert "120" in busy["text"]
        assert line.receive()["code"] == 1013
    asked = client.get("/api/messages", params={"conversation": "conversation-of-a-test"})
    assert asked.status_code == 429


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("127.0.0.1", None, None),
        ("::1", None, None),
        ("testclient", None, None),
        ("", None, None),
        ("::ffff:203.0.113.7", None, "203.0.113.7"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("2001:db8:0:1::7", None, "2001:db8:0:1::/64"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
    ],
)
def test_what_is_counted_together(peer: str, forwarded: str | None, counted: str | None) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    connection = HTTPConnection({"type": "websocket", "headers": headers, "client": (peer, 5000)})
    assert limited_address(connection, proxies=networks("10.0.0.0/8")) == counted
