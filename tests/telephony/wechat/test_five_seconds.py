"""However slow an answer is, it is made once and reaches its caller once."""

from functools import partial

import pytest

from telephony.channels.wechat.events import Event, NothingToSay, TemplateTold, Unfollowed
from tests.telephony.wechat.hand import until
from tests.telephony.wechat.slow_channel import AT, HELD, IN_PLACE, LAST, PACE, WECHAT_WAITS, Channel, asked


@pytest.fixture
def channel() -> Channel:
    return Channel()


async def test_what_is_ready_in_time_is_said_in_place(channel: Channel) -> None:
    first = await channel.asks()
    await channel.pass_(IN_PLACE - 0.1)
    assert first.is_waiting
    await channel.slow.say("答")
    assert first.read == "答"
    assert channel.outbox.asked == 0
    assert (await channel.asks()).read == "答", "whoever did not read it asks again"
    assert channel.slow.begun == ["1"]


async def test_what_is_late_is_posted_once_whatever_copies_come(channel: Channel) -> None:
    first = await channel.asks()
    await channel.pass_(1)
    second = await channel.asks()
    await channel.pass_(IN_PLACE - 1)
    assert first.read is None
    assert second.is_waiting
    await channel.slow.say("答")
    third = await channel.asks()
    assert (second.read, third.read) == (None, None), "it is on its other way"
    await until(lambda: bool(channel.outbox.posted))
    assert channel.outbox.posted == {("conversation", "1"): "答"}
    assert channel.outbox.asked == 1
    assert channel.slow.begun == ["1"]


async def test_twenty_copies_at_once_run_once(channel: Channel) -> None:
    copies = [await channel.asks() for _ in range(20)]
    await channel.slow.say("答")
    assert [copy.read for copy in copies] == ["答"] * 20
    assert (channel.slow.begun, channel.outbox.asked) == (["1"], 0)


async def test_twenty_late_copies_are_posted_once(channel: Channel) -> None:
    copies = [await channel.asks() for _ in range(20)]
    await channel.pass_(IN_PLACE)
    assert [copy.read for copy in copies] == [None] * 20
    await channel.slow.say("答")
    await until(lambda: bool(channel.outbox.posted))
    await channel.seconds.settle()
    assert (channel.slow.begun, channel.outbox.asked) == (["1"], 1)


async def test_numbers_count_once_from_when_they_are_shown(channel: Channel) -> None:
    copies = [await channel.asks() for _ in range(3)]
    await channel.slow.say("答", says=("甲",))
    assert [copy.read for copy in copies] == ["答"] * 3
    assert channel.shown == [("甲",)]


@pytest.mark.parametrize(("says", "shown"), [(("甲",), [("甲",)]), ((), [])])
async def test_a_late_answer_takes_nobodys_numbers_unless_it_has_its_own(
    channel: Channel, says: tuple[str, ...], shown: list[tuple[str, ...]]
) -> None:
    await channel.asks()
    await channel.pass_(IN_PLACE)
    await channel.slow.say("答", says=says)
    await channel.seconds.settle()
    assert channel.shown == shown


async def test_no_two_people_share_an_answer(channel: Channel) -> None:
    await channel.asks(asked(openid="oCaller"))
    await channel.asks(asked(openid="oAnother"))
    assert channel.slow.begun == ["1", "1"]
    await channel.slow.say("答")


async def test_a_late_answer_without_words_is_not_posted(channel: Channel) -> None:
    await channel.asks()
    await channel.pass_(IN_PLACE)
    await channel.slow.say(None)
    await channel.seconds.settle()
    assert channel.outbox.asked == 0


async def test_while_the_store_is_away_a_late_answer_is_not_given_up(channel: Channel) -> None:
    channel.outbox.failures = 3
    await channel.asks()
    await channel.pass_(IN_PLACE)
    await channel.slow.say("答")
    for tries, pause in enumerate(PACE.post_again[:3], 1):
        await until(partial(has_tried, channel, tries))
        assert channel.outbox.posted == {}
        await channel.pass_(pause.total_seconds())
    await until(lambda: bool(channel.outbox.posted))
    assert channel.outbox.asked == 4


def has_tried(channel: Channel, tries: int) -> bool:
    return channel.outbox.asked == tries and channel.timer.count == 1


async def test_who_stops_tries_a_last_time(channel: Channel) -> None:
    channel.outbox.failures = 1
    await channel.asks()
    await channel.pass_(IN_PLACE)
    await channel.slow.say("答")
    await until(partial(has_tried, channel, 1))
    await channel.seconds.settle()
    assert channel.outbox.posted == {("conversation", "1"): "答"}


async def test_a_late_answer_that_is_lost_is_said_so(
    channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    channel.outbox.failures = 99
    await channel.asks()
    await channel.pass_(IN_PLACE)
    await channel.slow.say("一个秘密")
    await until(lambda: channel.timer.count == 1)
    await channel.seconds.settle()
    assert "is lost" in caplog.text
    assert "秘密" not in caplog.text


@pytest.mark.parametrize(
    "event",
    [
        Unfollowed(openid="oCaller", key="1", at=AT),
        NothingToSay(openid="oCaller", key="1", at=AT, kind="VIEW"),
        TemplateTold(openid="oCaller", key="1", at=AT, message="7"),
    ],
)
async def test_what_asks_for_nothing_waits_for_nothing(channel: Channel, event: Event) -> None:
    assert (await channel.asks(event)).read is None
    assert channel.slow.begun == ["1"]
    await channel.slow.say(None)


def test_our_clocks_fit_into_wechats() -> None:
    assert max(IN_PLACE, LAST) + 1 <= WECHAT_WAITS < HELD
    assert 2 * PACE.store.total_seconds() < 1
    assert list(PACE.post_again) == sorted(PACE.post_again)
