"""Danger is answered at once, whatever hangs: the store, the bot, the second opinion."""

import asyncio
from collections.abc import Iterator
from functools import partial

import pytest

from hotline.database import installed_keyring
from telephony.channels.wechat.patience import patience
from telephony.channels.wechat.standing import conversation_of
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline
from tests.telephony.wechat import shapes
from tests.telephony.wechat.conftest import Account
from tests.telephony.wechat.follower import Follower
from tests.telephony.wechat.hand import HandTimer, until
from tests.telephony.wechat.shapes import OPENID
from tests.telephony.wechat.standing import AWAY

CRY = shapes.text("我爸胸口压着疼，出冷汗", number="9")


@pytest.fixture
def hanging(account: Account, hotline: Hotline) -> Iterator[Account]:
    """Whoever is asked does not answer."""
    account.people.free.clear()
    account.choices.free.clear()
    hotline.opinion_is_free.clear()
    yield account
    account.people.free.set()
    account.choices.free.set()
    hotline.opinion_is_free.set()


def conversation() -> str:
    return conversation_of(installed_keyring().lookup_hash(OPENID))


async def test_a_danger_waits_for_nobody_longer_than_for_the_store(
    follower: Follower, hanging: Account, timer: HandTimer, hotline: Hotline
) -> None:
    asking = asyncio.ensure_future(follower.sends(CRY))
    await until(lambda: timer.count == 2)
    await timer.pass_(patience().store.total_seconds())
    assert "120" in str(await asking)
    assert (timer.clock.now() - MORNING).total_seconds() < 1
    assert [alarm.conversation_id for alarm in hotline.bell.live()] == [conversation()]


async def test_a_danger_overtakes_a_question_that_hangs(follower: Follower, hotline: Hotline) -> None:
    hotline.bot.held.add("高血压能吃柚子吗")
    slow = asyncio.ensure_future(follower.sends(shapes.text("高血压能吃柚子吗", number="8")))
    await until(lambda: bool(hotline.bot.asked))
    assert "120" in str(await follower.sends(CRY))
    assert hotline.clock.now() == MORNING, "no time passed"
    hotline.bot.held.clear()
    assert "柚子" in str(await slow)


async def test_with_the_store_away_people_are_known_by_the_hash(
    follower: Follower, account: Account, hotline: Hotline
) -> None:
    account.people.fault = AWAY
    assert await follower.sends(shapes.text("高血压能吃柚子吗")) == "您问的是：高血压能吃柚子吗"
    assert hotline.kept()[0].conversation_id == conversation()


async def test_a_conversation_keeps_its_name_while_the_store_is_away(
    follower: Follower, account: Account, hotline: Hotline
) -> None:
    await follower.sends(shapes.text("高血压能吃柚子吗", number="1"))
    account.people.fault = AWAY
    await follower.sends(shapes.text("糖尿病呢", number="2"))
    assert {message.conversation_id for message in hotline.kept()} == {f"wechat-of-{OPENID}"}


async def test_a_fault_in_knowing_people_costs_nobody_the_instruction(
    follower: Follower, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    account.people.fault = RuntimeError(OPENID)
    assert "120" in str(await follower.sends(CRY))
    assert OPENID not in caplog.text


async def test_nobody_waits_for_what_a_number_stands_for(
    follower: Follower, account: Account, timer: HandTimer
) -> None:
    account.choices.free.clear()
    asking = asyncio.ensure_future(follower.sends(shapes.text("2")))
    for count in (1, 2):  # what it stands for, what is offered next
        await until(partial(_has_asked, account, count))
        await timer.pass_(patience().store.total_seconds())
    assert await asking == "您问的是：2"
    account.choices.free.set()


def _has_asked(account: Account, count: int) -> bool:
    return len(account.choices.asked) == count
