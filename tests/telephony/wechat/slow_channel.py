"""The five seconds with answers that come when a test says so, and WeChat asking."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

from telephony.channels.wechat.events import Event, TextSaid
from telephony.channels.wechat.five_seconds import FiveSeconds
from telephony.channels.wechat.kept import Answer, Kept
from telephony.channels.wechat.patience import patience
from tests.hotline.making import SetClock
from tests.telephony.wechat.hand import HandTimer, turns
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
