"""WeChat's servers between one follower and the account: three tries of five seconds, and what they show."""

import asyncio
from dataclasses import dataclass, field

import httpx

from hotline.clock import Clock
from telephony.simulator.wechat.account import Account
from telephony.simulator.wechat.deeds import Fields, Follower
from telephony.simulator.wechat.display import UNAVAILABLE, Display, Origin, Shown
from telephony.simulator.wechat.envelope import (
    LONGEST,
    Envelope,
    Signed,
    Unreadable,
    enclose,
    read_answer,
)

PATIENCE = 5.0
TRIES = 3
_ON_THE_WAY = 0.2


class _Dropped(Exception):  # noqa: N818 - a noun of the trade
    """No answer came over this connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """`copies` come at once at every try; our answers to the first `lost` tries do not arrive."""

    fields: Fields
    copies: int = 1
    lost: int = 0
    again: bool = False
    """It comes once more after the next."""
    signed: Signed = Signed.RIGHTLY


@dataclass
class Servers:
    """`refused` are the statuses with which what was not WeChat's was answered."""

    http: httpx.AsyncClient
    account: Account
    clock: Clock
    display: Display
    follower: Follower = field(default_factory=Follower)
    refused: list[int] = field(default_factory=list)
    _owed: str | None = None
    _before: Envelope | None = None
    _connections: set["asyncio.Task[httpx.Response]"] = field(default_factory=set)

    async def deliver(self, delivery: Delivery) -> None:
        """To the end of the last try; what is wrong is on the display."""
        xml = self.follower.does(delivery.fields, account=self.account.name, at=self.clock.now())
        if delivery.signed is not Signed.RIGHTLY:
            await self._forge(xml, signed=delivery.signed)
            return
        await self._try(xml, delivery)
        owed, self._owed = self._owed, xml if delivery.again else None
        if owed:
            await self._again(owed)

    async def hang_up(self) -> None:
        """Connections that were given up come to their end."""
        while self._connections:
            await asyncio.wait(self._connections)

    async def _try(self, xml: str, delivery: Delivery) -> None:
        for number in range(1, TRIES + 1):
            await asyncio.sleep(_ON_THE_WAY)
            try:
                bodies = await self._ask(xml, copies=delivery.copies)
            except _Dropped:
                continue
            if number <= delivery.lost:
                continue
            self._show(bodies, tries=number)
            return
        self._apologise(f"no answer in {TRIES} tries")

    async def _ask(self, xml: str, *, copies: int) -> list[str]:
        """Raises _Dropped where no connection was answered."""
        asked = [self._connect(self._enclosed(xml)) for _ in range(copies)]
        done, _ = await asyncio.wait(asked, timeout=PATIENCE)
        bodies = [body for one in done if (body := self._answer(one)) is not None]
        if not bodies:
            raise _Dropped
        return bodies

    def _connect(self, envelope: Envelope) -> "asyncio.Task[httpx.Response]":
        """Not cancelled when WeChat gives it up: our side does not know of it."""
        headers = {"content-type": "text/xml"}
        task = asyncio.ensure_future(
            self.http.post(envelope.url, content=envelope.body.encode(), headers=headers)
        )
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)
        return task

    def _answer(self, done: "asyncio.Task[httpx.Response]") -> str | None:
        """The body as WeChat takes it; None where the connection broke."""
        if isinstance(done.exception(), httpx.HTTPError):
            return None
        response = done.result()
        if not response.is_success:
            self.display.blame(f"answered {response.status_code}")
            return f"status {response.status_code}"
        return response.text

    def _show(self, bodies: list[str], *, tries: int) -> None:
        try:
            texts = {self._read(body) for body in bodies}
        except Unreadable as why:
            self._apologise(str(why))
            return
        if len(texts) > 1:
            self.display.blame("copies were answered differently")
        for words in sorted(one for one in texts if one is not None)[:1]:
            self._put(Origin.ANSWERED, words, tries=tries)

    def _read(self, body: str) -> str | None:
        words = read_answer(body, account=self.account, openid=self.follower.openid)
        if words is not None and len(words.encode()) > LONGEST:
            self.display.blame(f"a text of {len(words.encode())} bytes")
        return words

    def _apologise(self, why: str) -> None:
        self.display.blame(why)
        self._put(Origin.WECHAT, UNAVAILABLE)

    def _put(self, origin: Origin, text: str, *, tries: int = 1) -> None:
        self.display.put(Shown(at=self.clock.now(), origin=origin, text=text, tries=tries))

    async def _again(self, xml: str) -> None:
        """A copy that comes when the next message was already answered; WeChat shows nothing of it."""
        try:
            bodies = await self._ask(xml, copies=1)
            texts = [self._read(body) for body in bodies]
        except (_Dropped, Unreadable):
            self.display.blame("a late copy was not answered")
            return
        told = {one.text for one in self.display.ours()}
        if any(one is not None and one not in told for one in texts):
            self.display.blame("a late copy was answered differently")

    async def _forge(self, xml: str, *, signed: Signed) -> None:
        """Somebody who does not know the token; what he is told nobody reads."""
        envelope = self._enclosed(xml, signed=signed)
        if signed is Signed.REPLAYED and self._before is not None:
            envelope = Envelope(url=self._before.url, body=envelope.body)
        response = await self._connect(envelope)
        self.refused.append(response.status_code)
        if response.is_success or response.is_server_error:
            self.display.blame(f"a message that was signed {signed} was answered {response.status_code}")

    def _enclosed(self, xml: str, *, signed: Signed = Signed.RIGHTLY) -> Envelope:
        at = self.clock.now()
        envelope = enclose(xml, account=self.account, openid=self.follower.openid, at=at, signed=signed)
        if signed is Signed.RIGHTLY:
            self._before = envelope
        return envelope
