"""While an answer is slow the caller hears a sentence, and gets the answer when it is there."""

import pytest

from tests.telephony.twilio_phone.caller import Caller, said
from tests.telephony.twilio_phone.told_line import GREETING, WITHOUT_US, ToldLine

HELLO, SORRY = GREETING.prompt[0].text, WITHOUT_US.prompt[0].text


@pytest.fixture
def patience() -> float:
    return 0.02


async def test_a_slow_answer_is_covered_and_still_given(caller: Caller, line: ToldLine) -> None:
    line.free.clear()
    waiting = await caller.rings()
    assert said(waiting) == SORRY
    line.free.set()
    assert said(await caller.ask(str(waiting.findtext("Redirect")))) == HELLO
    assert len(line.taken) == 1


async def test_an_answer_that_never_comes_is_waited_for_twice(caller: Caller, line: ToldLine) -> None:
    line.free.clear()
    waiting = await caller.rings()
    lost = await caller.ask(str(waiting.findtext("Redirect")))
    assert said(lost) == SORRY
    assert lost.find("Gather") is not None
    line.free.set()
