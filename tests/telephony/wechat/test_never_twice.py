"""Whenever an answer is ready and whatever copies come, it reaches its caller, and by one way."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telephony.wechat.hand import turns
from tests.telephony.wechat.slow_channel import FETCH, WECHAT_WAITS, Channel

STEP = 0.5
_WAITS = timedelta(seconds=WECHAT_WAITS)
TICKS = st.integers(0, 40)
ROUNDS = settings(max_examples=60, derandomize=True, deadline=None, database=None)


@ROUNDS
@given(ready=TICKS, copies=st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_an_answer_is_read_in_place_or_posted(ready: int, copies: list[int]) -> None:
    asyncio.run(_pushed(ready, copies))


async def _pushed(ready: int, copies: list[int]) -> None:
    channel = Channel()
    tries = []
    first = min(copies)
    for tick in range(75):
        tries += [await channel.asks() for _ in range(copies.count(tick))]
        if tick == first + ready:
            await channel.slow.say("答")
        await channel.pass_(STEP)
    read = {one.read for one in tries} - {None}
    await channel.seconds.settle()
    posted = set(channel.outbox.posted.values())
    assert (read, posted) in (({"答"}, set()), (set(), {"答"}))
    assert channel.outbox.asked == len(posted)
    assert channel.slow.begun == ["1"]


@ROUNDS
@given(ready=TICKS)
def test_an_answer_is_read_by_a_try_or_fetched(ready: int) -> None:
    asyncio.run(_kept(ready))


async def _kept(ready: int) -> None:
    channel = Channel(may_push=False)
    wechat = asyncio.ensure_future(_three_tries(channel))
    for tick in range(75):
        if tick == ready:
            await channel.slow.say("答")
        await turns(60)  # WeChat asks again as soon as it hung up
        await channel.pass_(STEP)
    read = await wechat
    assert len(read) == 1, "WeChat shows a fault of the account"
    fetched = channel.fetched()
    if read == ["答"]:
        assert fetched is None, "it would be told twice"
    else:
        assert read == [FETCH]
        assert fetched is not None
        assert (await fetched).text == "答"
    assert channel.slow.begun == ["1"]


async def _three_tries(channel: Channel) -> list[str | None]:
    """What WeChat reads before it hangs up, after five seconds each."""
    for _ in range(3):
        one = await channel.asks()
        await channel.timer.wait(one.asking, _WAITS)
        if not one.is_waiting:
            return [one.read]
    return []


@pytest.mark.parametrize("ready", [9, 10, 11, 19, 20, 21, 27, 28, 29])
def test_an_answer_at_the_edge_of_a_try_is_not_lost(ready: int) -> None:
    asyncio.run(_kept(ready))
