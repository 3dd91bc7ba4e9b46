"""One conversation may not hold up all others; danger is never too fast."""

from datetime import timedelta

import pytest

from telephony.channels.web_chat.pace import MOST_MESSAGES, WITHIN, Pace
from telephony.channels.web_chat.protocol import Saying
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline

TALK = "conversation-of-a-test"
CHEST_PAIN = "胸口疼得厉害，喘不上气，出冷汗"


def allows(pace: Pace, number: int, *, talk: str = TALK, seconds: float = 0) -> bool:
    return pace.allows(talk, message_id=f"m-{number}", now=MORNING + timedelta(seconds=seconds))


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
