"""While a number may be keyed, one key is still a wish, and a pause does not cut the number in two."""

from datetime import timedelta

import pytest

from telephony.bot_client import BotAnswer
from telephony.messages import Bubble
from telephony.phone.steps import Dial, HangUp, Hold, Listen, Step
from tests.telephony.making import Hotline
from tests.telephony.phone.caller import Caller

ASKS_LINE = "请留一个方便接听的电话。"
ASKS_CODE = "请告诉我六位进度码，登记时告诉过您。"


async def asked(hotline: Hotline, question: str = ASKS_LINE) -> Caller:
    """Somebody who is asked for a number, and whose number is then taken."""
    hotline.bot.answers["问"] = BotAnswer((Bubble(question),))
    for keyed in ("13912345678", "004217", "05718810000", "8810000"):
        hotline.bot.answers[keyed] = BotAnswer((Bubble("收到了。"),))
    caller = Caller(hotline.calls)
    await caller.rings()
    await caller.says("问")
    return caller


def between(step: Step | None) -> timedelta:
    assert isinstance(step, Listen)
    return step.between


async def test_a_key_that_stands_alone_is_known_as_such_within_two_seconds(hotline: Hotline) -> None:
    caller = await asked(hotline)
    assert between(caller.step) <= timedelta(seconds=2)


@pytest.mark.parametrize("keys", ["0", "00", "000"])
async def test_help_is_one_key_away_while_a_number_is_asked_for(hotline: Hotline, keys: str) -> None:
    caller = await asked(hotline)
    await caller.presses(keys)
    assert isinstance(caller.step, Dial)


async def test_nine_is_a_person_while_a_number_is_asked_for(hotline: Hotline) -> None:
    caller = await asked(hotline)
    assert "护士" in await caller.presses("9")
    assert isinstance(caller.step, Hold | Listen)


@pytest.mark.parametrize("parts", [("139", "12345678"), ("139", "0", "5719000"), ("1", "3912345678")])
async def test_a_number_keyed_with_pauses_is_one_number(hotline: Hotline, parts: tuple[str, ...]) -> None:
    caller = Caller(hotline.calls, number=None)
    await caller.rings()
    for _ in range(3):
        await caller.is_silent()
    for part in parts[:-1]:
        assert "请接着按" in await caller.presses(part)
    assert "对请按一" in await caller.presses(parts[-1])


async def test_the_dialogue_gets_it_as_one_number_too(hotline: Hotline) -> None:
    caller = await asked(hotline)
    assert "请接着按" in await caller.presses("139")
    assert "收到了" in await caller.presses("12345678")
    assert hotline.bot.asked[-1] == "13912345678"


async def test_what_was_keyed_is_all_when_nothing_more_comes(hotline: Hotline) -> None:
    caller = await asked(hotline)
    assert "请接着按" in await caller.presses("8810000")
    assert "收到了" in await caller.is_silent()


async def test_a_code_is_taken_with_its_sixth_digit(hotline: Hotline) -> None:
    caller = await asked(hotline, ASKS_CODE)
    assert "收到了" in await caller.presses("004217")


async def test_a_late_end_of_a_number_does_not_end_the_call(hotline: Hotline) -> None:
    caller = await asked(hotline, ASKS_CODE)
    told = await caller.presses("004217")
    assert await caller.presses("#") == told
    await caller.presses("#")
    assert "还有" in caller.heard[-1] or "解决" in caller.heard[-1] or isinstance(caller.step, HangUp)


async def test_who_speaks_after_a_few_digits_is_heard_and_the_digits_are_forgotten(hotline: Hotline) -> None:
    caller = await asked(hotline)
    await caller.presses("139")
    hotline.bot.answers["我说吧"] = BotAnswer((Bubble(ASKS_LINE),))
    await caller.says("我说吧")
    await caller.presses("13912345678")
    assert hotline.bot.asked[-1] == "13912345678"


async def test_only_a_line_may_be_the_one_that_rings(hotline: Hotline) -> None:
    caller = await asked(hotline, ASKS_CODE)
    assert "现在这个号码" not in "".join(caller.heard)
