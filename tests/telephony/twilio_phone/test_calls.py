"""A call over signed webhooks: what is asked twice is answered alike and done once, and nobody is left."""

import asyncio

from telephony.phone.events import (
    Began,
    CameBack,
    Heard,
    Silent,
)
from telephony.phone.steps import ComeBack, HangUp
from tests.telephony.twilio_phone.caller import (
    CALL,
    Caller,
    attribute,
    said,
    words,
)
from tests.telephony.twilio_phone.told_line import GREETING, WITHOUT_US, ToldLine

HELLO, SORRY = GREETING.prompt[0].text, WITHOUT_US.prompt[0].text


async def test_a_call_is_greeted_heard_and_answered(caller: Caller, line: ToldLine) -> None:
    greeting = await caller.rings()
    assert said(greeting) == HELLO
    line.next = [HangUp(prompt=words("再见。"))]
    goodbye = await caller.says(greeting, "没事了")
    assert [element.tag for element in goodbye] == ["Say", "Hangup"]
    assert line.taken == [
        Began(call=CALL, token=f"{CALL}-0", number="13800008000"),
        Heard(call=CALL, token=f"{CALL}-1", text="没事了", confidence=0.9),
    ]


async def test_steps_are_told_apart_by_their_number(caller: Caller, line: ToldLine) -> None:
    twiml = await caller.rings()
    for number in range(1, 4):
        assert f"/{CALL}/{number}/heard" in attribute(twiml, "Gather", "action")
        twiml = await caller.presses(twiml, "1")
    assert len({event.token for event in line.taken}) == 4


async def test_what_comes_twice_is_answered_alike_and_done_once(caller: Caller, line: ToldLine) -> None:
    greeting = await caller.rings()
    line.next = [HangUp(prompt=words("第一次")), HangUp(prompt=words("第二次"))]
    first = await caller.says(greeting, "血压高")
    again = await caller.says(greeting, "血压高")
    assert said(first) == said(again) == "第一次"
    assert said(await caller.rings()) == HELLO
    assert len(line.taken) == 2


async def test_copies_that_come_at_the_same_time_are_done_once(caller: Caller, line: ToldLine) -> None:
    greeting = await caller.rings()
    line.free.clear()
    both = asyncio.gather(*(caller.says(greeting, "血压高") for _ in range(2)))
    while len(line.taken) < 2:  # noqa: ASYNC110 - let the copies arrive
        await asyncio.sleep(0)
    line.next = [HangUp(prompt=words("一次"))]
    line.free.set()
    assert [said(answer) for answer in await both] == ["一次", "一次"]
    assert len(line.taken) == 2


async def test_an_old_answer_that_comes_late_moves_nothing(caller: Caller, line: ToldLine) -> None:
    twiml = greeting = await caller.rings()
    for _ in range(20):
        twiml = await caller.presses(twiml, "1")
    taken = len(line.taken)
    now = await caller.says(greeting, "很久以前")
    assert attribute(now, "Gather", "action") == attribute(twiml, "Gather", "action")
    assert len(line.taken) == taken


async def test_silence_is_told(caller: Caller, line: ToldLine) -> None:
    await caller.answers_gather(await caller.rings(), Digits="", SpeechResult="")
    assert line.taken[-1] == Silent(call=CALL, token=f"{CALL}-1")


async def test_whoever_is_to_come_back_does(caller: Caller, line: ToldLine) -> None:
    greeting = await caller.rings()
    line.next = [ComeBack(prompt=words("请稍等。"))]
    waiting = await caller.says(greeting, "血压高")
    assert [element.tag for element in waiting] == ["Say", "Redirect"]
    await caller.ask(str(waiting.findtext("Redirect")))
    assert line.taken[-1] == CameBack(call=CALL, token=f"{CALL}-2")


async def test_the_music_is_a_sound(caller: Caller) -> None:
    answer = await caller.door.get("/telephony/phone/music.wav")
    assert answer.headers["content-type"] == "audio/wav"
    assert (answer.content[:4], answer.content[8:12]) == (b"RIFF", b"WAVE")
    assert len(answer.content) == 44 + 5 * 8000 * 2
