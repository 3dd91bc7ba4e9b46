"""However slow an answer is, it is made once and reaches its caller once."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from telephony.channels.wechat.events import Event, NothingToSay, TemplateTold, TextSaid, Unfollowed
from telephony.channels.wechat.five_seconds import FiveSeconds
from telephony.channels.wechat.kept import Answer, Kept
from telephony.channels.wechat.patience import patience
from tests.hotline.making import SetClock
from tests.telephony.wechat.hand import HandTimer, turns, until
from tests.telephony.wechat.standing import ToldOutbox

FETCH = "回复1查看"
AT = datetime(2026, 11, 23, tzinfo=UTC)
PACE = patience()
IN_PLACE, HELD, LAST = (time.total_seconds() for time in (PACE.in_place, PACE.held, PACE.last_try))
WECHAT_WAITS = 5.0


def asked(key: str = "1", text: str = "药", openid: str = "oCaller") -> TextSaid:
    return TextSaid(openid=openid, key=key, at=AT, text=text)


@dataclass
class Slow:
    """Answers when it is told to."""

    begun: list[str] = field(default_factory=list)
    answers: dict[str, "asyncio.Future[Answer]"] = field(default_factory=dict)

    async def respond(self, event: Event) -> Answer:
        self.begun.append(event.key)
        return await self.of(event.key)

    def of(self, key: str) -> "asyncio.Future[Answer]":
        return self.answers.setdefault(key, asyncio.get_running_loop().create_future())

    async def say(self, text: str | None, key: str = "1", says: tuple[str, ...] = ()) -> None:
        self.of(key).set_result(Answer("conversation", text, says))
        await turns()


@dataclass
class Try:
    """WeChat at our door: it reads what comes before it hangs up."""

    asking: "asyncio.Task[str | None]"

    @property
    def is_waiting(self) -> bool:
        return not self.asking.done()

    @property
    def read(self) -> str | None:
        return self.asking.result()


class Channel:
    def __init__(self, *, may_push: bool = True) -> None:
        self.timer = HandTimer(SetClock())
        self.slow = Slow()
        self.outbox = ToldOutbox()
        self.kept = Kept(lasts=PACE.kept)
        self.shown: list[tuple[str, ...] | None] = []
        self.seconds = FiveSeconds(
            self.slow.respond,
            show=self._show,
            outbox=self.outbox if may_push else None,
            kept=self.kept,
            fetch_with=FETCH,
            clock=self.timer.clock,
            patience=PACE,
            wait=self.timer.wait,
        )

    async def _show(self, answer: Answer) -> None:
        self.shown.append(answer.says)

    async def asks(self, event: Event | None = None) -> Try:
        asking = asyncio.ensure_future(self.seconds.answer(event or asked()))
        await turns()
        return Try(asking)

    async def pass_(self, seconds: float) -> None:
        await self.timer.pass_(seconds)

    def fetched(self, text: str = "1") -> "asyncio.Future[Answer] | None":
        return self.kept.take("oCaller", text=text, now=self.timer.clock.now())


@pytest.fixture
def channel() -> Channel:
    return Channel()


@pytest.fixture
def held() -> Channel:
    return Channel(may_push=False)


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


class TestWhoMayNotPush:
    """The first two tries are held until WeChat hangs up; the third is answered."""

    async def test_an_answer_of_eight_seconds_is_read_by_the_second_try(self, held: Channel) -> None:
        first = await held.asks()
        await held.pass_(WECHAT_WAITS)
        assert first.is_waiting, "any word would end the tries"
        second = await held.asks()
        await held.pass_(3)
        await held.slow.say("答")
        assert second.read == "答"
        assert held.fetched() is None
        assert held.slow.begun == ["1"]

    async def test_an_answer_of_twelve_seconds_is_read_by_the_third(self, held: Channel) -> None:
        for _ in range(2):
            assert (await held.asks()).is_waiting
            await held.pass_(WECHAT_WAITS)
        third = await held.asks()
        await held.pass_(2)
        await held.slow.say("答")
        assert third.read == "答"
        assert held.fetched() is None

    async def test_a_later_one_is_fetched(self, held: Channel) -> None:
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

    async def test_a_try_that_nobody_ends_is_told_how_to_fetch_it(self, held: Channel) -> None:
        first = await held.asks()
        await held.pass_(HELD)
        assert first.read == FETCH
        assert held.fetched() is not None

    async def test_what_waits_too_long_is_gone(self, held: Channel) -> None:
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


def test_our_clocks_fit_into_wechats() -> None:
    assert max(IN_PLACE, LAST) + 1 <= WECHAT_WAITS < HELD
    assert 2 * PACE.store.total_seconds() < 1
    assert list(PACE.post_again) == sorted(PACE.post_again)
