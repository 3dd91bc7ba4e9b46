"""Without the right to write unasked, a late answer is fetched with a 1, and nothing is taken for it."""

import asyncio
from collections.abc import Callable

import pytest

from telephony.bot_client import BotAnswer
from telephony.channels.wechat.patience import patience
from telephony.messages import Bubble, Choice
from tests.telephony.making import Hotline
from tests.telephony.wechat import shapes
from tests.telephony.wechat.conftest import Account
from tests.telephony.wechat.follower import Follower
from tests.telephony.wechat.hand import HandTimer, until

QUESTION = "高血压能吃柚子吗"
ANSWER = f"您问的是：{QUESTION}"


@pytest.fixture
def account(account: Account) -> Account:
    account.may_push = False
    return account


@pytest.fixture
async def late(follower: Follower, hotline: Hotline, timer: HandTimer) -> Callable[[], None]:
    """A question of which he was told to fetch the answer; it is made when this is called."""
    hotline.bot.held.add(QUESTION)
    asking = asyncio.ensure_future(follower.sends(shapes.text(QUESTION, number="1")))
    await until(lambda: bool(hotline.bot.asked))
    await timer.pass_(patience().held.total_seconds())
    assert await asking == hotline.words.fill("utter_wechat_fetch")
    return hotline.bot.held.clear


async def test_a_1_fetches_it_once(late: Callable[[], None], follower: Follower, hotline: Hotline) -> None:
    late()
    assert await follower.sends(shapes.text("1", number="2")) == ANSWER
    assert await follower.sends(shapes.text("1", number="2")) == ANSWER, "a copy"
    assert await follower.sends(shapes.text("1", number="3")) == "您问的是：1"
    assert hotline.said() == [QUESTION, "1"]


async def test_what_is_not_ready_even_then_is_waited_for_and_fetched_again(
    late: Callable[[], None], follower: Follower, account: Account, timer: HandTimer
) -> None:
    hotline = account.hotline
    fetching = asyncio.ensure_future(follower.sends(shapes.text("1", number="2")))
    await until(lambda: len(account.people.opened) == 2 and timer.count == 1)
    await timer.pass_(patience().held.total_seconds())
    assert await fetching == hotline.words.fill("utter_wechat_fetch")
    late()
    assert await follower.sends(shapes.text("1", number="3")) == ANSWER


async def test_a_reply_that_offers_numbers_is_answered_first_and_nothing_is_lost(
    late: Callable[[], None], follower: Follower, hotline: Hotline
) -> None:
    late()
    hotline.bot.answers["糖尿病"] = BotAnswer((Bubble("想问哪一样？"),), (Choice("饮食", "糖尿病怎么吃"),))
    assert await follower.sends(shapes.text("糖尿病", number="2")) == "想问哪一样？"
    assert await follower.sends(shapes.text("1", number="3")) == "您问的是：糖尿病怎么吃"
    assert await follower.sends(shapes.text("1", number="4")) == ANSWER


async def test_nobody_fetches_what_another_asked(late: Callable[[], None], follower: Follower) -> None:
    late()
    assert await follower.sends(shapes.text("1", number="2", openid="oAnother")) == "您问的是：1"


async def test_danger_is_answered_in_place_all_the_same(late: Callable[[], None], follower: Follower) -> None:
    assert "120" in str(await follower.sends(shapes.text("我爸胸口压着疼，出冷汗", number="2")))
    late()


async def test_nothing_is_written_unasked(late: Callable[[], None], account: Account) -> None:
    late()
    assert account.outbox.asked == 0
