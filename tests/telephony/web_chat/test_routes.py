"""The page's files, and the plain exchange for programs."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from telephony.bot_client import BotAnswer
from telephony.channels.web_chat import LONGEST_FRAME
from telephony.channels.web_chat.protocol import is_conversation
from telephony.channels.web_chat.routes import PAGE
from telephony.messages import Bubble, Citation
from tests.hotline.making import MORNING
from tests.telephony.making import ENTRY, Hotline

TALK = "conversation-of-a-test"


def post(client: TestClient, **body: Any) -> Any:
    # In ASCII, so that half a character arrives as any program may send it.
    return client.post("/api/messages", content=json.dumps(body).encode())


def test_the_front_door_leads_to_the_page(client: TestClient) -> None:
    assert client.get("/", follow_redirects=False).headers["location"] == "/chat"
    assert "<title>暖心桥" in client.get("/").text


def test_the_page_runs_only_its_own_files_and_is_never_stale(client: TestClient) -> None:
    headers = client.get("/chat").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["img-src"] == policy["font-src"] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-cache"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("file", sorted(path.name for path in PAGE.iterdir()))
def test_the_pages_files_are_asked_for_again_each_time(client: TestClient, file: str) -> None:
    answer = client.get(f"/chat/page/{file}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    known = {"If-None-Match": answer.headers["etag"]}
    again = client.get(f"/chat/page/{file}", headers=known)
    assert again.status_code == 304
    assert again.headers["cache-control"] == "no-cache"


def test_nothing_beside_the_page_is_served(client: TestClient) -> None:
    assert client.get("/chat/page/../routes.py").status_code == 404
    assert client.get("/chat/page/%2e%2e/routes.py").status_code == 404
    assert client.get("/chat/page/").status_code == 404


def test_the_page_names_only_files_it_has() -> None:
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    for file in PAGE.iterdir():
        used = html + "".join(other.read_text(encoding="utf-8") for other in PAGE.glob("*.js"))
        assert file.name == "index.html" or f"/chat/page/{file.name}" in used


def test_a_program_gets_the_whole_reply(client: TestClient, hotline: Hotline) -> None:
    hotline.bot.stop()
    reply = post(client, text="高血压吃多少盐").json()
    assert is_conversation(reply["conversation"])
    assert reply["answered_by"] == "search"
    assert reply["entry"] == {
        "id": ENTRY.id,
        "version": ENTRY.version,
        "topic": "高血压",
        "sources": ["《高血压防治指南》学会，2024年"],
        "review": "待临床审核",
        "spoken": ENTRY.spoken,
    }
    assert reply["entries"] == [reply["entry"]]
    assert set(reply["timings"]) == {"screening", "answering"}


def test_an_answer_of_two_entries_shows_and_keeps_both(client: TestClient, hotline: Hotline) -> None:
    cited = tuple(
        Citation(entry=entry, version="v1", topic="痛风", spoken="少喝。", sources=(), review="待临床审核")
        for entry in ("gout.beer", "gout.diet")
    )
    bubbles = (Bubble("最好不喝。"), Bubble("少吃内脏。"))
    hotline.bot.answers["能喝酒吗，吃什么好"] = BotAnswer(bubbles, citations=cited)
    reply = post(client, text="能喝酒吗，吃什么好").json()
    assert [bubble["text"] for bubble in reply["bubbles"]] == ["最好不喝。", "少吃内脏。"]
    assert [entry["id"] for entry in reply["entries"]] == ["gout.beer", "gout.diet"]
    assert reply["entry"] == reply["entries"][0]
    answer = hotline.kept()[-1]
    assert [(told.entry_id, told.entry_version) for told in answer.told] == [
        ("gout.beer", "v1"),
        ("gout.diet", "v1"),
    ]


def test_an_answer_of_no_entry_names_none(client: TestClient) -> None:
    reply = post(client, text="你好啊").json()
    assert (reply["entry"], reply["entries"]) == (None, [])


def test_a_ticket_is_told_with_its_code(client: TestClient, hotline: Hotline) -> None:
    hotline.bot.stop()
    ticket = post(client, text="转人工").json()["ticket"]
    assert ticket["number"].startswith(f"{MORNING:%y%m%d}-")
    assert len(ticket["code"]) == 6


def test_the_same_number_gets_the_same_reply(client: TestClient, hotline: Hotline) -> None:
    first = post(client, text="高血压吃多少盐", conversation=TALK, message_id="m-1")
    assert first.json()["conversation"] == TALK
    assert post(client, text="高血压吃多少盐", conversation=TALK, message_id="m-1").json() == first.json()
    assert hotline.said() == ["高血压吃多少盐"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"text": 7}',
        b'{"text": null}',
        b'{"text": "a", "conversation": "short"}',
        b'{"text": "a", "conversation": "aaaaaaaaaaaaaaaa\\n"}',
        b'{"text": "a", "message_id": ""}',
        b'{"text": "a", "message_id": "\\ud800"}',
        b"[" * 60_000,
        b'{"text": "' + b"a" * LONGEST_FRAME + b'"}',
    ],
)
def test_a_wrong_request_is_told_so_in_words(client: TestClient, hotline: Hotline, body: bytes) -> None:
    answer = client.post("/api/messages", content=body)
    assert answer.status_code == 422
    assert answer.json() == {"detail": hotline.words.fill("utter_wrong_request")}


@pytest.mark.parametrize(("text", "why"), [(" ", "empty_message"), ("药" * 1001, "message_too_long")])
def test_a_refused_message_is_told_so_in_words(
    client: TestClient, hotline: Hotline, text: str, why: str
) -> None:
    answer = post(client, text=text)
    assert answer.status_code == 422
    assert answer.json() == {"detail": hotline.words.fill(f"utter_{why}")}


def test_too_many_messages_have_a_status_of_their_own(client: TestClient) -> None:
    statuses = [post(client, text="在吗", conversation=TALK).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]


def test_a_failing_intake_is_no_naked_fault(
    client: TestClient, hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotline.intake, "receive", None)
    answer = post(client, text="高血压吃多少盐")
    assert answer.status_code == 503
    assert hotline.hospital.placeholders["hotline"] in answer.json()["detail"]


def test_a_program_reads_in_the_schema_what_to_send(client: TestClient) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/api/messages"]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert set(schema["properties"]) == {"text", "conversation", "message_id"}
    assert schema["required"] == ["text"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(st.characters(codec=None)), st.integers(), st.none(), st.lists(st.text())))
@example("\ud83d")
@example("头晕\ud83d")
@example("\x00")
def test_no_text_makes_a_fault(client: TestClient, text: object) -> None:
    assert post(client, text=text).status_code in {200, 422}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary())
def test_no_body_makes_a_fault(client: TestClient, body: bytes) -> None:
    assert client.post("/api/messages", content=body).status_code == 422
