"""One conversation may not hold up all others; danger is never too fast."""

from datetime import timedelta

import pytest

from telephony.channels.web_chat.pace import (
    CONVERSATIONS_FROM_AN_ADDRESS,
    FROM_AN_ADDRESS,
    LOOKS_FROM_AN_ADDRESS,
    Pace,
)
from telephony.channels.web_chat.protocol import Saying
from telephony.pace import IN_A_CONVERSATION
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline

TALK = "conversation-of-a-test"
CHEST_PAIN = "胸口疼得厉害，喘不上气，出冷汗"
HOME = "203.0.113.7"
MOST_MESSAGES, WITHIN = IN_A_CONVERSATION.most, IN_A_CONVERSATION.within


def refusal(
    pace: Pace, number: int, *, talk: str = TALK, seconds: float = 0, address: str | None = None
) -> str | None:
    now = MORNING + timedelta(seconds=seconds)
    return pace.refusal(talk, message_id=f"m-{number}", address=address, now=now)


def allows(pace: Pace, number: int, *, talk: str = TALK, seconds: float = 0) -> bool:
    return refusal(pace, number, talk=talk, seconds=seconds) is None


@pytest.fixture
def full() -> Pace:
    pace = Pace()
    assert all(allows(pace, number) for number in range(MOST_MESSAGES))
    return pace


def test_the_next_is_too_many_until_the_first_are_old(full: Pace) -> None:
    assert not allows(full, 99)
    assert not allows(full, 99, seconds=WITHIN.total_seconds() - 1)
    assert allows(full, 99, seconds=WITHIN.total_seconds())


def test_who_is_refused_again_and_again_waits_no_longer_for_it(full: Pace) -> None:
    assert not any(allows(full, 100 + second, seconds=second) for second in range(29))
    assert allows(full, 200, seconds=30)


def test_another_conversation_is_not_held_up(full: Pace) -> None:
    assert allows(full, 99, talk="somebody-elses-talk")


def test_a_message_sent_again_is_not_counted_again(full: Pace) -> None:
    assert allows(full, 0)
    assert not allows(full, 99)


def test_one_address_that_changes_its_conversations_is_held_up() -> None:
    pace = Pace()
    talks = [f"conversation-number-{number:03}" for number in range(FROM_AN_ADDRESS.most // 10)]
    for place in range(FROM_AN_ADDRESS.most):
        assert refusal(pace, place, talk=talks[place % len(talks)], address=HOME) is None
    assert refusal(pace, 999, talk=talks[0], address=HOME) == "utter_too_many_from_address"
    assert refusal(pace, 0, talk=talks[0], address=HOME) is None, "sent again"
    assert refusal(pace, 999, talk=talks[0], address="198.51.100.1") is None
    assert refusal(pace, 998, talk=talks[1], address=HOME, seconds=60) is None


def test_a_name_for_each_message_is_held_up() -> None:
    pace, most = Pace(), CONVERSATIONS_FROM_AN_ADDRESS.most
    for number in range(most):
        assert (
            refusal(pace, number, talk=f"conversation-number-{number}", address=HOME, seconds=number) is None
        )
    new = f"conversation-number-{most}"
    assert refusal(pace, 1, talk=new, address=HOME, seconds=most) == "utter_too_many_conversations"
    known = f"conversation-number-{most - 1}"
    assert refusal(pace, 999, talk=known, address=HOME, seconds=most) is None
    assert refusal(pace, 1, talk=new, address=HOME, seconds=601) is None


def test_what_an_address_refuses_is_not_counted_in_the_conversation() -> None:
    pace = Pace()
    for number in range(FROM_AN_ADDRESS.most):
        assert refusal(pace, number, talk=f"conversation-number-{number % 30}", address=HOME) is None
    for number in range(MOST_MESSAGES):
        assert refusal(pace, number, address=HOME, seconds=59) is not None
    assert all(refusal(pace, 900 + number, address=HOME, seconds=60) is None for number in range(20))


def test_nobody_is_counted_whose_address_may_stand_for_all() -> None:
    pace = Pace()
    assert all(
        refusal(pace, 1, talk=f"conversation-number-{number}") is None
        for number in range(2 * FROM_AN_ADDRESS.most)
    )
    assert all(pace.may_look(None, now=MORNING) for _ in range(2 * LOOKS_FROM_AN_ADDRESS.most))


def test_looking_has_a_limit_too_and_it_passes() -> None:
    pace = Pace()
    assert all(pace.may_look(HOME, now=MORNING) for _ in range(LOOKS_FROM_AN_ADDRESS.most))
    assert not pace.may_look(HOME, now=MORNING)
    assert pace.may_look("198.51.100.1", now=MORNING)
    assert pace.may_look(HOME, now=MORNING + LOOKS_FROM_AN_ADDRESS.within)


async def test_too_many_messages_are_refused_in_words_and_not_kept(hotline: Hotline) -> None:
    for number in range(MOST_MESSAGES):
        heard = await hotline.chat.hear(TALK, Saying(id=f"m-{number}", text="高血压吃多少盐"))
        assert heard["type"] == "reply"
    refused = await hotline.chat.hear(TALK, Saying(id="one-more", text="高血压吃多少盐"))
    assert (refused["type"], refused["why"]) == ("refused", "too_many_messages")
    assert refused["text"] == hotline.words.fill("utter_too_many_messages")
    assert len(hotline.bot.asked) == MOST_MESSAGES
    assert len(hotline.said()) == MOST_MESSAGES
    hotline.clock.move(seconds=30)
    assert (await hotline.chat.hear(TALK, Saying(id="one-more", text="高血压吃多少盐")))["type"] == "reply"


async def test_danger_is_answered_however_fast_it_is_told(hotline: Hotline) -> None:
    for number in range(MOST_MESSAGES):
        await hotline.chat.hear(TALK, Saying(id=f"m-{number}", text="在吗"))
    for number in range(3):
        reply = await hotline.chat.hear(TALK, Saying(id=f"help-{number}", text=CHEST_PAIN))
        assert reply["grade"] == "emergency"
        assert "120" in reply["bubbles"][0]["text"]


async def test_danger_is_answered_however_long_it_is_told(hotline: Hotline) -> None:
    story = f"{'昨天晚上吃了饭就睡了。' * 150}{CHEST_PAIN}"
    reply = await hotline.chat.hear(TALK, Saying(id="long", text=story))
    assert reply["grade"] == "emergency"
    plain = await hotline.chat.hear(TALK, Saying(id="plain", text="昨天晚上吃了饭就睡了。" * 150))
    assert plain["why"] == "message_too_long"
