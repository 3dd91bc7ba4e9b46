"""Messages of one conversation reach the dialogue in the order they came, however slow each is."""

import asyncio

from telephony.channels.web_chat.protocol import Saying
from telephony.channels.web_chat.turns import Turns
from tests.telephony.making import Hotline

TALK = "conversation-of-a-test"
CHEST_PAIN = "胸口疼得厉害，喘不上气，出冷汗"


async def test_ten_at_once_keep_their_order(hotline: Hotline) -> None:
    said = [f"第{number}句" for number in range(10)]
    hears = [hotline.chat.hear(TALK, Saying(id=text_id(text), text=text)) for text in said]
    await asyncio.gather(*hears)
    assert hotline.bot.asked == said


def text_id(text: str) -> str:
    return f"m-{text.encode().hex()}"


async def test_a_slow_answer_is_waited_for_and_danger_waits_for_nothing(hotline: Hotline) -> None:
    hotline.bot.held.add("第一句")
    first = asyncio.ensure_future(hotline.chat.hear(TALK, Saying(id="m-1", text="第一句")))
    second = asyncio.ensure_future(hotline.chat.hear(TALK, Saying(id="m-2", text="第二句")))
    other = await hotline.chat.hear(f"{TALK}-of-another", Saying(id="m-1", text="我先来"))
    danger = await hotline.chat.hear(TALK, Saying(id="m-3", text=CHEST_PAIN))
    assert (other["type"], danger["grade"]) == ("reply", "emergency")
    assert not first.done()
    assert not second.done()
    hotline.bot.held.clear()
    await asyncio.gather(first, second)
    assert [text for text in hotline.bot.asked if text != "我先来"] == ["第一句", "第二句"]


async def test_whoever_hangs_up_holds_up_nobody(hotline: Hotline) -> None:
    hotline.bot.held.add("第一句")
    first = asyncio.ensure_future(hotline.chat.hear(TALK, Saying(id="m-1", text="第一句")))
    second = asyncio.ensure_future(hotline.chat.hear(TALK, Saying(id="m-2", text="第二句")))
    while not hotline.bot.asked:  # noqa: ASYNC110 - a list of the test's own bot
        await asyncio.sleep(0)
    first.cancel()
    assert (await second)["type"] == "reply"
    hotline.bot.held.clear()


async def test_a_conversation_that_is_silent_is_forgotten() -> None:
    turns = Turns()
    async with turns.of(TALK):
        assert turns.of(TALK).locked()
    assert not turns.of(TALK).locked()
    assert len(turns._waiting) == 0
