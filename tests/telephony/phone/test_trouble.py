"""Slow, doubled, late, forgotten, broken: there is always a next step, and only one."""

import asyncio
from typing import Any

import pytest

from telephony.bot_client import BotAnswer
from telephony.messages import Bubble
from telephony.phone.events import Began, CameBack, DialOutcome, Ended, Heard
from telephony.phone.steps import ComeBack, HangUp, Hold, Listen
from tests.telephony.making import Hotline, patient_pace
from tests.telephony.nursing import nurse_at_the_desk
from tests.telephony.phone.caller import NUMBER, Caller, text_of


async def a_caller(hotline: Hotline, **pace: Any) -> Caller:
    """The line gives up waiting as soon as `pace` says."""
    caller = Caller(hotline.open_calls(patient_pace(**pace)))
    await caller.rings()
    while isinstance(caller.step, ComeBack):
        await caller.waits()
    return caller


async def test_a_slow_answer_is_announced_and_comes(hotline: Hotline) -> None:
    hotline.bot.held.add("问")
    caller = await a_caller(hotline, answer_wait=0.05)
    assert "请稍等" in await caller.says("问")
    assert isinstance(caller.step, ComeBack)
    hotline.bot.held.clear()
    caller.calls._voice.pace = patient_pace()
    await caller.waits()
    assert "您问的是：问" in caller.heard[-1]


async def test_an_answer_that_never_comes_ends_with_a_person(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    hotline.bot.held.add("问")
    caller = await a_caller(hotline, answer_wait=0.05)
    await caller.says("问")
    await caller.waits()
    await caller.waits()
    assert isinstance(caller.step, Hold)
    hotline.bot.held.clear()


async def test_a_danger_the_second_opinion_finds_late_is_acted_on(hotline: Hotline) -> None:
    caller = await a_caller(hotline, answer_wait=0.05)
    call = caller.calls._calls.get(caller.name)
    assert call is not None
    reply = await hotline.intake.receive(hotline.calls._trade.message(call, text="救命", token="other"))
    call.missed = reply
    assert "一二零" in await caller.waits()
    assert call.emergency is not None


async def test_a_copy_of_an_event_gets_the_same_step_and_does_nothing_twice(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    event = Heard(call=caller.name, token="same", text="高血压能吃柚子吗", confidence=0.9)
    first, second = await asyncio.gather(caller.calls.take(event), caller.calls.take(event))
    assert first is second
    assert await caller.calls.take(event) is first
    assert hotline.bot.asked == ["高血压能吃柚子吗"]


async def test_a_call_told_to_begin_twice_goes_on(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    said = await caller.says("高血压能吃柚子吗")
    again = Began(call=caller.name, token="again", number=NUMBER)
    assert await caller.does(again) == said


async def test_a_call_this_process_does_not_know_is_gone_on_with(hotline: Hotline) -> None:
    caller = Caller(hotline.calls)
    assert "刚才断了一下" in await caller.presses("2")
    assert isinstance(caller.step, Listen)


async def test_a_danger_in_a_call_this_process_does_not_know_is_a_danger(hotline: Hotline) -> None:
    caller = Caller(hotline.calls)
    assert "一二零" in await caller.says("救命")


async def test_an_event_after_the_end_changes_nothing(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.hangs_up()
    await caller.says("高血压能吃柚子吗")
    assert isinstance(caller.step, HangUp)
    assert hotline.bot.asked == []


async def test_an_end_before_its_beginning_is_an_end(hotline: Hotline) -> None:
    hotline.calls.end(Ended(call="CAearly", token="1"))
    step = await hotline.calls.take(Began(call="CAearly", token="0", number=NUMBER))
    assert isinstance(step, HangUp)


async def test_an_event_that_fits_nothing_says_again(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    assert await caller.line(DialOutcome.BUSY) == caller.heard[0]
    assert await caller.waits() == caller.heard[0]


async def test_what_breaks_is_a_sentence(hotline: Hotline, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = await a_caller(hotline)

    async def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(caller.calls._acts[next(iter(caller.calls._acts))], "take", broken)
    assert "一二零" in await caller.says("高血压能吃柚子吗")
    assert isinstance(caller.step, Listen)


async def test_where_we_are_not_the_caller_hears_both_numbers(hotline: Hotline) -> None:
    step = hotline.calls.without_us()
    assert "一二零" in text_of(step)
    assert "零零零零，八八一零一二零" in text_of(step)


async def test_whatever_is_slow_the_step_comes_in_time(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = await a_caller(hotline, step_wait=0.1)
    go_on = asyncio.Event()

    async def slowly(*_: object) -> Listen:
        await go_on.wait()
        return Listen(prompt=caller.calls.without_us().prompt)

    monkeypatch.setattr(caller.calls._acts[next(iter(caller.calls._acts))], "take", slowly)
    await caller.presses("7")
    assert "还在查" in caller.heard[-1]
    go_on.set()
    await caller.does(CameBack(call=caller.name, token="back"))
    assert isinstance(caller.step, Listen)


async def test_calls_do_not_wait_for_each_other(hotline: Hotline) -> None:
    hotline.bot.held.add("慢")
    hotline.bot.answers["快"] = BotAnswer((Bubble("快答"),))
    slow, quick = Caller(hotline.calls), Caller(hotline.calls)
    await slow.rings()
    await quick.rings()
    waiting = asyncio.ensure_future(slow.says("慢"))
    assert "快答" in await quick.says("快")
    hotline.bot.held.clear()
    await waiting
