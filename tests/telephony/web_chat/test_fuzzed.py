"""A thousand bodies and frames that nobody would write: each has a defined answer, and none is a fault."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from telephony.channels.web_chat import LONGEST_FRAME
from tests.telephony.making import Hotline

SEED = 20_261_123
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 10**30, "", " ", "\x00", "\ud800", "药" * 1001, "a" * 65, "在吗", "5",
    "解决了，5分", "conversation-of-a-test", "../../etc/passwd", "<script>", "{{7*7}}", "'; drop table x; --",
    [], {}, [[]], {"text": "在吗"}, "here", "hello", "say", "\u202e", "🤒" * 300,
)  # fmt: skip
NAMES = ("type", "id", "text", "conversation", "message_id", "notice", "after", "file", "", "__proto__", "药")
TYPES = ("application/json", "text/plain", "multipart/form-data", "image/png", "")


def things(count: int) -> Iterator[bytes]:
    """Torn JSON, JSON of the wrong form, wild bytes, and some that are too long."""
    chance = random.Random(SEED)  # noqa: S311 - a story told again, no secret
    for _ in range(count):
        fields = {chance.choice(NAMES): chance.choice(VALUES) for _ in range(chance.randrange(7))}
        body = json.dumps(fields).encode()
        dice = chance.randrange(10)
        if dice == 0:
            body = body[: chance.randrange(len(body) + 1)]
        elif dice == 1:
            body = chance.randbytes(chance.randrange(200))
        elif dice == 2:
            body = bytes(byte ^ (chance.random() < 0.05) for byte in body)
        elif dice == 3 and chance.random() < 0.1:
            body = b"[" * (LONGEST_FRAME + 1)
        yield body


def test_five_hundred_bodies(client: TestClient, hotline: Hotline) -> None:
    statuses = set()
    for number, body in enumerate(things(500)):
        hotline.clock.move(seconds=2)
        kind = TYPES[number % len(TYPES)]
        answer = client.post("/api/messages", content=body, headers={"content-type": kind})
        assert answer.status_code in {200, 415, 422, 429}, body
        assert answer.json(), body
        statuses.add(answer.status_code)
        query = {"conversation": body[:70].decode("latin-1"), "after": str(number % 3 - 1)}
        assert client.get("/api/messages", params=query).status_code in {200, 422}, body
    assert {200, 415, 422} <= statuses


def test_five_hundred_frames(client: TestClient, hotline: Hotline) -> None:
    frames = list(things(500))
    for begin in range(0, len(frames), 25):
        with client.websocket_connect("/chat/ws") as line:
            for place, frame in enumerate(frames[begin : begin + 25]):
                hotline.clock.move(seconds=2)
                line.send_bytes(frame) if place % 2 else line.send_text(frame.decode("utf-8", "replace"))
                assert line.receive_json()["type"] in {"welcome", "heard", "refused", "reply", "here"}, frame
            # Still there, and still of use.
            line.send_json({"type": "say", "id": f"last-{begin}", "text": "胸口疼得厉害，喘不上气，出冷汗"})
            while (answer := line.receive_json()).get("id") != f"last-{begin}" or answer["type"] == "heard":
                pass
            assert answer["grade"] == "emergency"


@pytest.mark.parametrize("path", ["/chat/embed.js/..%2froutes.py", "/chat/page/%00", "/chat/page/a" * 200])
def test_odd_paths_are_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
