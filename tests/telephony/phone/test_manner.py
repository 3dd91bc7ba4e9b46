"""Whoever needs it hears everything twice, is waited for longer, led by keys, and has a person sooner."""

from typing import Any
from uuid import uuid4

import pytest

from hotline.calls import CallOutcome, CallRecord, Counts, keep_call
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble
from telephony.phone.pace import call_pace
from telephony.phone.steps import Listen, Pace
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline
from tests.telephony.phone.caller import NUMBER, Caller


async def known(hotline: Hotline, **counts: int) -> Caller:
    """A caller whose last call taught us this."""
    record = CallRecord(
        id=uuid4(),
        conversation_id=f"phone-{uuid4()}",
        call=f"CA{uuid4()}",
        direction="inbound",
        number=NUMBER,
        began_at=MORNING,
        ended_at=MORNING,
        outcome=CallOutcome.FINISHED,
        counts=Counts(**counts),
    )
    with hotline.database.transaction() as session:
        keep_call(session, record=record)
    caller = Caller(hotline.calls)
    await caller.rings()
    return caller


async def test_a_short_sentence_is_said_twice_at_once(hotline: Hotline) -> None:
    hotline.bot.answers["问"] = BotAnswer((Bubble("少吃盐。"),))
    caller = await known(hotline, repeats=4)
    assert (await caller.says("问")).count("少吃盐") == 2
    assert isinstance(caller.step, Listen)
    assert {one.pace for one in caller.step.prompt} == {Pace.SLOW}


async def test_a_long_one_is_said_again_when_nothing_is_heard_and_counts_as_no_silence(
    hotline: Hotline,
) -> None:
    hotline.bot.answers["问"] = BotAnswer((Bubble("每天早晚各量一次血压，歇五分钟再量，记在本子上。"),))
    caller = await known(hotline, repeats=4)
    said = await caller.says("问")
    assert await caller.is_silent() == said
    assert "还有要问的吗" in await caller.is_silent()


async def test_who_answers_late_is_waited_for(hotline: Hotline) -> None:
    caller = await known(hotline, timeouts=2)
    assert isinstance(caller.step, Listen)
    assert caller.step.wait == call_pace().seconds("listen_wait_longer")


async def test_who_is_hard_to_understand_is_led_by_keys(hotline: Hotline) -> None:
    caller = await known(hotline, unclear=3)
    assert "请按键" in await caller.is_silent()
    other = await known(hotline, unclear=2)
    assert "请按键" in await other.says("搞雪鸭", confidence=0.2)


async def test_who_was_not_understood_before_has_a_person_sooner(hotline: Hotline) -> None:
    caller = await known(hotline, unclear=4)
    await caller.is_silent()
    assert "护士会打电话给您" in await caller.is_silent()


@pytest.mark.parametrize(
    ("does", "counted"),
    [
        ((("presses", "1"), ("says", "慢一点")), {"repeats": 2}),
        ((("is_silent",), ("is_silent",), ("says", "高血压")), {"timeouts": 2}),
        ((("says_unclearly", "搞雪鸭"), ("presses", "1")), {"unclear": 1}),
    ],
)
async def test_what_a_call_was_like_is_counted(
    hotline: Hotline, does: tuple[tuple[str, ...], ...], counted: dict[str, int]
) -> None:
    caller = Caller(hotline.calls)
    await caller.rings()
    for what, *told in does:
        facts: dict[str, Any] = {"confidence": 0.2} if what == "says_unclearly" else {}
        await getattr(caller, "says" if facts else what)(*told, **facts)
    call = hotline.calls._calls.get(caller.name)
    assert call is not None
    assert call.counts == Counts(**counted)
