"""What comes over the page's line unasked: every line of a nurse, once, in order, whatever breaks."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession

from tests.telephony.making import Hotline
from tests.telephony.nursing import TALK, nurse_at_the_desk, nurse_says, take
from tests.telephony.web_chat.test_talking import greet, say


@pytest.fixture
def waiting(client: TestClient, hotline: Hotline) -> None:
    """A patient of this name waits for a nurse."""
    nurse_at_the_desk(hotline)
    hotline.bot.stop()
    reply = client.post("/api/messages", json={"conversation": TALK, "text": "转人工"})
    assert reply.status_code == 200
    hotline.bot.fault = None
    hotline.ledger.flush()
    hotline.clock.move(seconds=1)


def hear(line: WebSocketTestSession, kind: str) -> dict[str, Any]:
    """The next frame of this kind."""
    while (frame := line.receive_json())["type"] != kind:
        pass
    heard: dict[str, Any] = frame
    return heard


def come_back(line: WebSocketTestSession, *, after: object) -> dict[str, Any]:
    line.send_json({"type": "hello", "conversation": TALK, "after": after})
    return hear(line, "welcome")


@pytest.mark.usefixtures("waiting")
def test_the_page_is_told_who_comes_and_what_she_says(client: TestClient, hotline: Hotline) -> None:
    with client.websocket_connect("/chat/ws") as line:
        assert "您是下一位" in greet(line, TALK)["talk"]["text"]
        talk = take(hotline)
        assert hear(line, "line")["who"] == "notice"
        assert hear(line, "talk")["talk"]["nurse"] == "陈护士"
        nurse_says(hotline, talk, "您好")
        said = hear(line, "line")
        assert (said["seq"], said["who"], said["by"], said["text"]) == (2, "nurse", "护士（陈护士）", "您好")
        assert say(line, "我头晕")["bubbles"] == []
        hotline.talks.hand_back(talk, by="chen")
        assert hear(line, "line")["seq"] == 3
        assert hear(line, "talk")["talk"] is None


@pytest.mark.usefixtures("waiting")
def test_who_comes_back_hears_what_he_missed_once(client: TestClient, hotline: Hotline) -> None:
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        talk = take(hotline)
        seq = hear(line, "line")["seq"]
    nurse_says(hotline, talk, "一")
    nurse_says(hotline, talk, "二")
    with client.websocket_connect("/chat/ws") as line:
        come_back(line, after=seq)
        missed = [hear(line, "line"), hear(line, "line")]
        nurse_says(hotline, talk, "三")
        missed.append(hear(line, "line"))
    assert [(one["seq"], one["text"]) for one in missed] == [(2, "一"), (3, "二"), (4, "三")]


@pytest.mark.usefixtures("waiting")
def test_a_new_page_has_it_all_in_its_history(client: TestClient, hotline: Hotline) -> None:
    nurse_says(hotline, take(hotline), "您好")
    with client.websocket_connect("/chat/ws") as line:
        welcome = greet(line, TALK)
    shown = [(one["who"], one["by"], one["seq"]) for one in welcome["history"]]
    assert shown == [
        ("caller", "", None),
        ("hotline", "", None),
        ("notice", "", 1),
        ("nurse", "护士（陈护士）", 2),
    ]
    assert welcome["seq"] == 2


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("after", ["1", None, -1, 99, 0.5, [1]])
def test_a_page_that_counts_wrongly_is_told_from_now_on(
    client: TestClient, hotline: Hotline, after: object
) -> None:
    talk = take(hotline)
    with client.websocket_connect("/chat/ws") as line:
        come_back(line, after=after)
        nurse_says(hotline, talk, "您好")
        assert hear(line, "line")["seq"] == 2


@pytest.mark.usefixtures("waiting")
def test_another_conversation_hears_nothing(client: TestClient, hotline: Hotline) -> None:
    nurse_says(hotline, take(hotline), "您好")
    other = client.get("/api/messages", params={"conversation": f"{TALK}-or-so"}).json()
    assert (other["lines"], other["talk"]) == ([], None)


@pytest.mark.usefixtures("waiting")
def test_a_program_asks_for_what_came_after(client: TestClient, hotline: Hotline) -> None:
    nurse_says(hotline, take(hotline), "您好")
    found = client.get("/api/messages", params={"conversation": TALK, "after": 1}).json()
    assert [line["text"] for line in found["lines"]] == ["您好"]
    assert found["talk"]["nurse"] == "陈护士"
    assert client.get("/api/messages", params={"conversation": "short"}).status_code == 422


@pytest.mark.usefixtures("waiting")
def test_lines_from_another_replica_come_without_the_bell(client: TestClient, hotline: Hotline) -> None:
    with client.websocket_connect("/chat/ws") as line:
        greet(line, TALK)
        hotline.doorbell.deliver = lambda _conversation: None  # type: ignore[method-assign,assignment]
        talk = take(hotline)
        nurse_says(hotline, talk, "您好")
        assert [hear(line, "line")["seq"], hear(line, "line")["seq"]] == [1, 2]
