"""The page's websocket, spoken to by a page that is not always a good one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import WebSocketTestSession

from telephony.channels.web_chat.protocol import is_conversation
from tests.telephony.making import Hotline

TALK = "conversation-of-a-test"
ANY_CHARACTER = st.characters(codec=None)
CHEST_PAIN = "胸口疼得厉害，喘不上气，出冷汗"


@pytest.fixture
def line(client: TestClient) -> Iterator[WebSocketTestSession]:
    with client.websocket_connect("/chat/ws") as line:
        yield line


def greet(line: WebSocketTestSession, conversation: object = None) -> dict[str, Any]:
    line.send_json({"type": "hello", "conversation": conversation})
    welcome: dict[str, Any] = line.receive_json()
    assert welcome["type"] == "welcome"
    return welcome


def say(line: WebSocketTestSession, text: str, *, number: str = "m-1") -> dict[str, Any]:
    line.send_json({"type": "say", "id": number, "text": text})
    assert line.receive_json() == {"type": "heard", "id": number}
    answer: dict[str, Any] = line.receive_json()
    assert answer["id"] == number
    return answer


def test_a_caller_is_welcomed_with_numbers_to_ring(line: WebSocketTestSession, hotline: Hotline) -> None:
    welcome = greet(line)
    assert is_conversation(welcome["conversation"])
    assert welcome["greeting"] == hotline.words.fill("utter_greet")
    assert welcome["hospital"] == {
        "name": hotline.hospital.name,
        "hotline": hotline.hospital.placeholders["hotline"],
        "emergency_line": hotline.hospital.placeholders["emergency_line"],
    }
    assert {"title", "says"} == set(welcome["choices"][0])
    assert welcome["history"] == []


@pytest.mark.parametrize("wanted", [None, 7, "short", "药" * 20, "a" * 65, ["a" * 20], {"a": 1}, f"{TALK}\n"])
def test_a_name_of_the_wrong_form_gets_a_new_conversation(line: WebSocketTestSession, wanted: object) -> None:
    welcome = greet(line, wanted)
    assert is_conversation(welcome["conversation"])
    assert welcome["conversation"] != wanted


def test_a_caller_who_comes_back_finds_what_was_said(client: TestClient, hotline: Hotline) -> None:
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        say(line, "高血压吃多少盐", number="m-1")
        hotline.clock.move(seconds=5)
        say(line, CHEST_PAIN, number="m-2")
    with client.websocket_connect("/chat/ws") as line:
        history = greet(line, TALK)["history"]
    assert [(one["who"], one["kind"]) for one in history] == [
        ("caller", "text"),
        ("hotline", "text"),
        ("caller", "text"),
        ("hotline", "instruction"),
    ]
    assert history[0]["text"] == "高血压吃多少盐"
    assert "120" in history[3]["text"]


def test_a_guessed_name_shows_nothing_of_others(client: TestClient) -> None:
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        say(line, "我叫林阿水")
    with client.websocket_connect("/chat/ws") as line:
        assert greet(line, f"{TALK}-or-so")["history"] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "empty_message"), (" \u3000\n", "empty_message"), ("药" * 1001, "message_too_long")],
)
def test_a_message_that_cannot_be_answered_is_refused_in_words(
    line: WebSocketTestSession, hotline: Hotline, text: str, why: str
) -> None:
    greet(line)
    refused = say(line, text)
    assert (refused["type"], refused["why"]) == ("refused", why)
    assert refused["text"] == hotline.words.fill(f"utter_{why}")
    assert hotline.bot.asked == []
    assert hotline.said() == []


@pytest.mark.parametrize(
    "frame",
    [
        "not json",
        "",
        "[1, 2]",
        "7",
        "null",
        "{}",
        '{"type": "say", "id": "m-1"}',
        '{"type": "say", "text": "药"}',
        '{"type": "say", "id": "m-1", "text": 7}',
        '{"type": "say", "id": 7, "text": "药"}',
        '{"type": "say", "id": "\\ud800", "text": "药"}',
        '{"type": "sing", "id": "m-1", "text": "药"}',
        "[" * 60_000,
        "9" * 60_000,
    ],
)
def test_a_wrong_frame_is_refused_and_the_talk_goes_on(
    line: WebSocketTestSession, hotline: Hotline, frame: str
) -> None:
    greet(line)
    line.send_text(frame)
    assert line.receive_json()["type"] == "refused"
    assert say(line, "高血压吃多少盐")["type"] == "reply"
    assert hotline.bot.asked == ["高血压吃多少盐"]


def test_bytes_are_read_as_text_and_wrong_ones_refused(line: WebSocketTestSession) -> None:
    line.send_bytes(b'{"type": "hello"}')
    assert line.receive_json()["type"] == "welcome"
    line.send_bytes(b"\xff\xfe")
    assert line.receive_json()["type"] == "refused"
    line.send_bytes(json.dumps({"type": "say", "id": "m-1", "text": "在吗"}).encode())
    assert line.receive_json() == {"type": "heard", "id": "m-1"}


@pytest.mark.parametrize("first", ["not json", "[]", '{"type": "say", "id": "m-1", "text": "药"}'])
def test_a_wrong_first_frame_is_welcomed_all_the_same(line: WebSocketTestSession, first: str) -> None:
    line.send_text(first)
    assert line.receive_json()["type"] == "welcome"


def test_an_emergency_does_not_queue_behind_a_slow_question(
    line: WebSocketTestSession, hotline: Hotline
) -> None:
    greet(line)
    hotline.bot.held.add("高血压吃多少盐")
    line.send_json({"type": "say", "id": "slow", "text": "高血压吃多少盐"})
    assert line.receive_json() == {"type": "heard", "id": "slow"}
    reply = say(line, CHEST_PAIN, number="help")
    assert reply["grade"] == "emergency"
    hotline.bot.held.clear()
    assert line.receive_json()["id"] == "slow"


def test_a_message_sent_again_gets_the_same_reply_and_is_kept_once(
    client: TestClient, hotline: Hotline
) -> None:
    replies = []
    for _ in range(2):
        with client.websocket_connect("/chat/ws") as line:
            greet(line, TALK)
            replies += [say(line, "高血压吃多少盐"), say(line, "高血压吃多少盐")]
    assert all(reply == replies[0] for reply in replies)
    assert hotline.bot.asked == ["高血压吃多少盐"]
    assert hotline.said() == ["高血压吃多少盐"]


def test_who_hangs_up_before_the_answer_finds_it_later(client: TestClient, hotline: Hotline) -> None:
    hotline.bot.held.add("高血压吃多少盐")
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        line.send_json({"type": "say", "id": "m-1", "text": "高血压吃多少盐"})
        assert line.receive_json() == {"type": "heard", "id": "m-1"}
    hotline.bot.held.clear()
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        assert say(line, "高血压吃多少盐")["type"] == "reply"
    assert hotline.bot.asked == ["高血压吃多少盐"]
    assert hotline.said() == ["高血压吃多少盐"]


def test_a_failing_intake_ends_in_a_kind_sentence(
    line: WebSocketTestSession, hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("unforeseen")

    greet(line)
    monkeypatch.setattr(hotline.intake, "receive", fail)
    refused = say(line, "高血压吃多少盐")
    assert (refused["type"], refused["why"]) == ("refused", "trouble")
    assert hotline.hospital.placeholders["hotline"] in refused["text"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=st.characters(codec=None), max_size=50), st.text(st.characters(codec=None), max_size=9)
)
def test_no_text_and_no_number_breaks_the_line(
    client: TestClient, hotline: Hotline, text: str, number: str
) -> None:
    hotline.clock.move(minutes=1)
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        line.send_json({"type": "say", "id": number, "text": text})
        answer = line.receive_json()
        while answer["type"] == "heard":
            answer = line.receive_json()
        assert answer["type"] in {"reply", "refused"}
