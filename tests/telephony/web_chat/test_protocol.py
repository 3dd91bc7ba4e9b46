"""What is heard, what is refused, and what a conversation may be called."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from telephony.channels.web_chat.protocol import (
    Exchange,
    Saying,
    clean,
    is_conversation,
    json_object,
    new_conversation,
    refused,
    trouble_with,
)
from telephony.messages import LONGEST_MESSAGE

ANY_TEXT = st.text(alphabet=st.characters(codec=None))


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x07", "\u3000\u3000", "\u200b\ufeff", "\ud83d"])
def test_nothing_to_read_is_nothing_said(text: str) -> None:
    assert trouble_with(text) == "utter_empty_message"


@pytest.mark.parametrize("text", ["？", "🤒", "1", "嗯", "\x00药\x07", "　药　"])
def test_the_shortest_messages_are_heard(text: str) -> None:
    assert trouble_with(text) is None


def test_a_thousand_characters_are_heard_and_one_more_is_not() -> None:
    assert trouble_with("药" * LONGEST_MESSAGE) is None
    assert trouble_with(f"  {'药' * LONGEST_MESSAGE}\n\x00") is None
    assert trouble_with("药" * (LONGEST_MESSAGE + 1)) == "utter_message_too_long"


def test_control_characters_and_half_characters_are_dropped_and_lines_kept() -> None:
    assert clean("\x00头晕\x1b[31m\r\n\t两天\ud83d\x7f ") == "头晕[31m\n\t两天"


@given(ANY_TEXT)
def test_what_is_clean_can_be_kept_and_stays_clean(text: str) -> None:
    said = clean(text)
    said.encode()
    assert "\x00" not in said
    assert clean(said) == said


def test_half_a_character_refuses_no_whole_message() -> None:
    assert Saying(id="m", text="头晕\ud83d").text == "头晕"


@pytest.mark.parametrize(
    "frame",
    [
        {},
        {"id": "m"},
        {"text": "头晕"},
        {"id": "m", "text": 7},
        {"id": 7, "text": "头晕"},
        {"id": "m", "text": None},
        {"id": "", "text": "头晕"},
        {"id": "m" * 65, "text": "头晕"},
        {"id": "一", "text": "头晕"},
        {"id": "m\n", "text": "头晕"},
        {"id": "\ud800", "text": "头晕"},
        {"type": "hello", "id": "m", "text": "头晕"},
    ],
)
def test_other_frames_are_no_sayings(frame: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Saying.model_validate(frame)


def test_a_new_name_is_a_name_and_never_the_same() -> None:
    names = {new_conversation() for _ in range(100)}
    assert len(names) == 100
    assert all(map(is_conversation, names))


@pytest.mark.parametrize(
    "name",
    [
        0,
        7,
        "",
        "a" * 15,
        "a" * 65,
        "a" * 16 + "\n",
        "a" * 15 + "一",
        "a" * 15 + "１",
        "../" * 6,
        ["a" * 16],
    ],
)
def test_other_names_are_none(name: object) -> None:
    assert not is_conversation(name)
    with pytest.raises(ValidationError):
        Exchange.model_validate({"text": "药", "conversation": name})


@pytest.mark.parametrize(
    "sent", ["", "药", "[1]", "7", "null", "{", b"\xff\xfe", "[" * 60_000, '{"a":' * 20_000, "9" * 60_000]
)
def test_what_is_no_json_object_is_an_empty_one(sent: str | bytes) -> None:
    assert json_object(sent) == {}


@given(st.one_of(st.none(), st.integers(), ANY_TEXT, st.lists(st.integers())))
def test_a_refusal_can_always_be_sent(message_id: object) -> None:
    frame = refused(message_id, why="utter_trouble", text="抱歉")
    json.dumps(frame, ensure_ascii=False).encode()
    assert frame["why"] == "trouble"
    assert len(frame["id"]) <= 64
