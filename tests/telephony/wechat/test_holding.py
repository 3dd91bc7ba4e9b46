"""Who may not write unasked holds the first two tries until WeChat hangs up, and answers the third."""

from datetime import timedelta

import pytest

from tests.telephony.wechat.slow_channel import FETCH, HELD, LAST, PACE, WECHAT_WAITS, Channel


@pytest.fixture
def held() -> Channel:
    return Channel(may_push=False)


async def test_an_answer_of_eight_seconds_is_read_by_the_second_try(held: Channel) -> None:
    first = await held.asks()
    await held.pass_(WECHAT_WAITS)
    assert first.is_waiting, "any word would end the tries"
    second = await held.asks()
    await held.pass_(3)
    await held.slow.say("答")
    assert second.read == "答"
    assert held.fetched() is None
    assert held.slow.begun == ["1"]


async def test_an_answer_of_twelve_seconds_is_read_by_the_third(held: Channel) -> None:
    for _ in range(2):
        assert (await held.asks()).is_waiting
        await held.pass_(WECHAT_WAITS)
    third = await held.asks()
    await held.pass_(2)
    await held.slow.say("答")
    assert third.read == "答"
    assert held.fetched() is None


async def test_a_later_one_is_fetched(held: Channel) -> None:
    for _ in range(2):
        await held.asks()
        await held.pass_(WECHAT_WAITS)
    third = await held.asks()
    await held.pass_(LAST)
    assert third.read == FETCH
    assert held.fetched("谢谢") is None
    fetched = held.fetched()
    assert fetched is not None
    await held.slow.say("答")
    assert (await fetched).text == "答"
    assert held.fetched() is None, "it is told once"
    assert held.outbox.asked == 0


async def test_a_try_that_nobody_ends_is_told_how_to_fetch_it(held: Channel) -> None:
    first = await held.asks()
    await held.pass_(HELD)
    assert first.read == FETCH
    assert held.fetched() is not None


async def test_what_waits_too_long_is_gone(held: Channel) -> None:
    await held.asks()
    await held.pass_(HELD)
    held.timer.clock.at += timedelta(seconds=PACE.kept.total_seconds())
    assert held.fetched() is None


@pytest.mark.parametrize("said", ["1", "１", " 1 ", "1。", "一", "①", "回复1", "查看"])
async def test_what_fetches_is_written_in_many_ways(held: Channel, said: str) -> None:
    await held.asks()
    await held.pass_(HELD)
    assert held.fetched(said) is not None


@pytest.mark.parametrize("said", ["11", "13800008000", "第一", "不要1", ""])
async def test_other_words_fetch_nothing(held: Channel, said: str) -> None:
    await held.asks()
    await held.pass_(HELD)
    assert held.fetched(said) is None
