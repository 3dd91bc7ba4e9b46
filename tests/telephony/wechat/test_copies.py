"""Copies of a delivery before the real hotline: it is asked once, answers once and keeps one exchange."""

import asyncio
from collections.abc import Callable

import httpx
from fastapi import FastAPI

from telephony.channels.wechat.patience import patience
from telephony.channels.wechat.routes import router
from tests.telephony.making import Hotline
from tests.telephony.wechat import shapes
from tests.telephony.wechat.conftest import Account
from tests.telephony.wechat.follower import Follower
from tests.telephony.wechat.hand import HandTimer, until
from tests.telephony.wechat.shapes import OPENID

QUESTION = "高血压能吃柚子吗"
ANSWER = f"您问的是：{QUESTION}"


async def test_twenty_copies_at_once_run_once(
    follower: Follower, account: Account, hotline: Hotline, timer: HandTimer
) -> None:
    hotline.bot.held.add(QUESTION)
    copies = [asyncio.ensure_future(follower.sends(shapes.text(QUESTION))) for _ in range(20)]
    await until(lambda: timer.count == 20 and bool(hotline.bot.asked))
    hotline.bot.held.clear()
    assert await asyncio.gather(*copies) == [ANSWER] * 20
    assert hotline.bot.asked == [QUESTION]
    assert hotline.said() == [QUESTION]
    assert account.people.opened == account.people.opened[:1]


async def test_a_late_answer_goes_to_the_outbox_of_its_conversation(
    follower: Follower, account: Account, hotline: Hotline, timer: HandTimer
) -> None:
    hotline.bot.held.add(QUESTION)
    asking = asyncio.ensure_future(follower.sends(shapes.text(QUESTION, number="77")))
    await until(lambda: bool(hotline.bot.asked))
    await timer.pass_(patience().in_place.total_seconds())
    assert await asking is None
    copy = await follower.sends(shapes.text(QUESTION, number="77"))
    assert copy is None
    hotline.bot.held.clear()
    await until(lambda: bool(account.outbox.posted))
    assert account.outbox.posted == {(f"wechat-of-{OPENID}", "77"): ANSWER}
    assert await follower.sends(shapes.text(QUESTION, number="77")) is None
    assert (hotline.bot.asked, account.outbox.asked) == ([QUESTION], 1)


async def test_an_event_told_twice_is_answered_once(follower: Follower, account: Account) -> None:
    for _ in range(3):
        assert await follower.sends(shapes.SUBSCRIBE) == "关于Followed"
    assert len(account.sayings.asked) == 1


async def test_two_replicas_each_answer_their_copy_and_keep_one_exchange(
    follower: Follower, account: Account, start_hotline: Callable[[], Hotline]
) -> None:
    """Which the proxy prevents by leading a person to one of them; the rows hold all the same."""
    here, there = account.hotline, start_hotline()
    app = FastAPI()
    app.include_router(router(Account(there, HandTimer(there.clock)).open()))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://inside") as client:
        other = Follower(client, there.clock)
        assert await follower.sends(shapes.text(QUESTION)) == ANSWER
        assert await other.sends(shapes.text(QUESTION)) == ANSWER
    assert (here.bot.asked, there.bot.asked) == ([QUESTION], [QUESTION])
    here.ledger.flush()
    assert there.said() == [QUESTION]
