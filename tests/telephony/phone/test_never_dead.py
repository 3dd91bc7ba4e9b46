"""Whatever a caller does, in any order: there is a sentence of a breath, and nobody is hung up on."""

import asyncio
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, Choice, TicketNote
from telephony.phone.events import (
    Began,
    CallEvent,
    CameBack,
    DialEnded,
    DialOutcome,
    Heard,
    Pressed,
    Recorded,
    Silent,
)
from telephony.phone.pace import call_pace
from telephony.phone.steps import ComeBack, Dial, HangUp, Hold, Pace, Step
from tests.telephony.making import Hotline
from tests.telephony.nursing import nurse_at_the_desk
from tests.telephony.phone.caller import NUMBER

DANGER = "我爸胸口压得慌，满头大汗"
_WORDS = "问长的 问选的 问号码 慢一点 再说一遍 对 不对 没有 转人工 13900000001 我这个号码"
SAID = ["", *_WORDS.split()]
SURE = (None, 0.1, 0.9)
KEYS = ("1", "2", "3", "7", "9", "*", "13900000001", "004217")
EVENTS: st.SearchStrategy[Any] = st.one_of(
    st.builds(
        lambda text, sure: (Heard, {"text": text, "confidence": sure}),
        st.sampled_from(SAID),
        st.sampled_from(SURE),
    ),
    st.builds(lambda keys: (Pressed, {"keys": keys}), st.sampled_from(KEYS)),
    st.builds(lambda outcome: (DialEnded, {"outcome": outcome}), st.sampled_from(DialOutcome)),
    st.sampled_from([(Silent, {}), (Silent, {}), (CameBack, {})]),
    st.just((Recorded, {"recording": "RE1", "lasted": timedelta(seconds=3), "text": "降压药吃完了"})),
)
# Nothing said for a while comes oftener than chance would have it.
TOLD = st.lists(st.one_of(EVENTS.map(lambda one: [one]), st.just([(Silent, {})] * 4)), max_size=12).map(
    lambda runs: [one for run in runs for one in run]
)
_CALLS = count(1)
Told = tuple[type[CallEvent], dict[str, Any]]


@pytest.fixture
def talking(hotline: Hotline) -> Hotline:
    long = Bubble("每天早晚各量一次血压，坐着歇五分钟再量。" * 6)
    choices = (Choice("高血压", "问长的"), Choice("糖尿病", "问号码"))
    hotline.bot.answers = {
        "问长的": BotAnswer((long,)),
        "问选的": BotAnswer((Bubble("您问的是哪一个？"),), choices),
        "问号码": BotAnswer((Bubble("请留一个方便接听的电话。"),)),
        "13900000001": BotAnswer((Bubble("登记好了。"),), ticket=a_note()),
    }
    nurse_at_the_desk(hotline)
    return hotline


def a_note() -> TicketNote:
    return TicketNote(number="261123-0042", code="004217", due="2026-11-24T01:30:00+00:00", nurse=None)


async def play(hotline: Hotline, told: list[Told], *, number: str | None) -> list[Step]:
    """A call of its own, up to its end."""
    name = f"CA{next(_CALLS)}"
    steps: list[Step] = []
    for token, (kind, facts) in enumerate([(Began, {"number": number}), *told]):
        steps.append(await hotline.calls.take(kind(call=name, token=str(token), **facts)))
        if isinstance(steps[-1], HangUp):
            break
    call = hotline.calls._calls.get(name)
    assert call is not None
    assert not isinstance(steps[-1], HangUp) or call.is_finished or call.promised
    await hotline.calls.settle()
    return steps


def seconds(step: Step) -> float:
    speed = call_pace().characters_a_second
    return sum(len(one.text) / speed["slow" if one.pace is Pace.SLOW else "normal"] for one in step.prompt)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=TOLD, number=st.sampled_from([NUMBER, None]))
def test_every_step_is_a_breath_and_nobody_is_hung_up_on(
    talking: Hotline, told: list[Told], number: str | None
) -> None:
    for step in asyncio.run(play(talking, told, number=number)):
        assert step.prompt or isinstance(step, ComeBack | Hold)
        assert all(one.text.strip() for one in step.prompt)
        assert seconds(step) <= call_pace().prompt_seconds


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=TOLD, by_key=st.booleans())
def test_a_danger_told_in_any_state_is_an_instruction_and_a_line_that_rings(
    talking: Hotline,
    told: list[Told],
    by_key: bool,  # noqa: FBT001 - drawn
) -> None:
    danger: Told = (Pressed, {"keys": "0"}) if by_key else (Heard, {"text": DANGER, "confidence": 0.1})
    step = asyncio.run(play(talking, [*told, danger], number=NUMBER))[-1]
    if isinstance(step, HangUp):
        return  # it was over before
    assert isinstance(step, Dial)
    assert seconds(step) > 0
    assert step.line in {rung.line for rung in talking.hospital.green_channel}
