"""However long an answer is, a number that is wanted is asked for before half a minute is over."""

import asyncio
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.safety import TriageGrade
from hotline.safety.screening import shipped_rules
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, TicketNote
from telephony.phone.pace import call_pace
from telephony.phone.speaking import speakable
from telephony.phone.steps import HangUp, Listen, Pace
from tests.telephony.making import Hotline
from tests.telephony.phone.caller import NUMBER, Caller
from tests.telephony.phone.test_asking import CITED

URGENT, ORDINARY = "我大便发黑发亮两天了", "高血压吃什么好"
ASKED = "请留一个方便接听的电话"
ABOUT = timedelta(seconds=25)
_SENTENCES = st.text(alphabet="量血压坐一会儿再看", min_size=1, max_size=90).map(lambda said: f"{said}。")
_RINGS = count(1)


def note() -> TicketNote:
    return TicketNote(number="261123-0042", code="004217", due="2026-11-24T01:30:00+00:00", nurse=None)


def answers(hotline: Hotline, *told: str) -> None:
    asks = f"{ASKED}，手机或带区号的座机都可以。不方便留也没关系，说“不方便”就行。"
    bubbles = (*map(Bubble, told), Bubble(asks))
    registered = BotAnswer((Bubble("登记好了，工单号 261123-0042。"),), ticket=note())
    hotline.bot.answers = dict.fromkeys((URGENT, ORDINARY), BotAnswer(bubbles, citations=(CITED,)))
    hotline.bot.answers[NUMBER] = registered


async def until_asked(hotline: Hotline, question: str, *, slowly: bool) -> timedelta:
    """How long the caller listens before he is asked for his number."""
    caller = Caller(hotline.calls, name=f"CA-soon-{next(_RINGS)}")
    await caller.rings()
    if slowly:
        await caller.says("慢一点")
    said, waited = await caller.says(question), timedelta(0)
    while ASKED not in said:
        assert isinstance(caller.step, Listen)
        waited += spoken(caller.step) + caller.step.wait
        said = await caller.is_silent()
    assert isinstance(caller.step, Listen)
    before = said.index(ASKED) / len(said)
    return waited + before * spoken(caller.step)


def spoken(step: Listen) -> timedelta:
    speed = call_pace().characters_a_second
    slow = any(one.pace is Pace.SLOW for one in step.prompt)
    return timedelta(seconds=sum(len(one.text) for one in step.prompt) / speed["slow" if slow else "normal"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(_SENTENCES, max_size=6),
    question=st.sampled_from([URGENT, ORDINARY]),
    slowly=st.booleans(),
)
def test_a_number_is_asked_for_before_half_a_minute_is_over(
    hotline: Hotline,
    told: list[str],
    question: str,
    slowly: bool,  # noqa: FBT001 - drawn
) -> None:
    answers(hotline, *told)
    assert asyncio.run(until_asked(hotline, question, slowly=slowly)) <= ABOUT


@pytest.fixture
async def asked(hotline: Hotline) -> Caller:
    """Told what to do at once, and asked for his number."""
    answers(hotline, "早晚各量一次。" * 30)
    caller = Caller(hotline.calls)
    await caller.rings()
    await caller.says(URGENT)
    while "按二" not in caller.heard[-1]:
        await caller.is_silent()
    return caller


async def test_two_tells_the_whole_answer_and_asks_again(asked: Caller) -> None:
    begun = len(asked.heard)
    await asked.presses("2")
    while ASKED not in asked.heard[-1]:
        await asked.is_silent()
    told = "".join(asked.heard[begun:])
    assert told.count("早晚各量一次") == 30
    assert "想听详细的" not in told


async def test_the_answer_is_still_to_be_had_when_the_number_is_there(asked: Caller) -> None:
    await asked.presses("1")
    assert "登记好了，工单号二六一一二三" in await asked.presses("1")
    while "想听详细的" not in asked.heard[-1]:
        await asked.is_silent()
    assert "先坐下量一次血压" in await asked.presses("2")
    assert "早晚各量一次" in await asked.is_silent()


async def test_a_number_that_is_asked_for_with_the_ticket_is_asked_for_all_the_same(hotline: Hotline) -> None:
    both = Bubble(f"登记好了，工单号 261123-0042。{ASKED}。")
    hotline.bot.answers[ORDINARY] = BotAnswer((both,), ticket=note())
    caller = Caller(hotline.calls)
    await caller.rings()
    assert "工单号二六一一二三" in await caller.says(ORDINARY)
    while "现在这个号码" not in caller.heard[-1]:
        await caller.is_silent()
    assert "一三八，零零零零，八零零零" in await caller.presses("1")


async def test_another_question_leaves_the_old_answer_behind(asked: Caller, hotline: Hotline) -> None:
    await asked.presses("1")
    await asked.presses("1")
    hotline.bot.answers["问"] = BotAnswer((Bubble("每天盐不超过五克。"),))
    assert "想听详细的" not in await asked.says("问")
    assert "已经说完了" in await asked.presses("2")
    assert not isinstance(asked.step, HangUp)


def test_what_is_urgent_is_said_whole_before_the_number_however_slowly() -> None:
    slow = call_pace().characters_a_second["slow"]
    urgent = [rule for rule in shipped_rules().rules if rule.grade is TriageGrade.URGENT]
    assert urgent
    for rule in urgent:
        said = timedelta(seconds=len(speakable("".join(rule.spoken))) / slow)
        assert said + call_pace().seconds("short_wait") <= ABOUT, rule.id
