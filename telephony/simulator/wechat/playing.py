"""Plays a script turn by turn and compares what the follower has before him with what it says."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import httpx

from hotline.clock import Clock
from telephony.simulator.script import Given, fill
from telephony.simulator.wechat.account import Account
from telephony.simulator.wechat.allowances import Heard
from telephony.simulator.wechat.api import WechatStandIn
from telephony.simulator.wechat.deeds import EVENTS, Deed
from telephony.simulator.wechat.display import Display, Origin, Shown
from telephony.simulator.wechat.envelope import LONGEST, Signed
from telephony.simulator.wechat.script import Script
from telephony.simulator.wechat.servers import Delivery, Servers
from telephony.simulator.wechat.turn import Turn
from telephony.simulator.words import simulated_words

_A_BREATH = 1


class Ground(Protocol):
    """A hotline to write to: the world around it as scripts set it, and what it kept."""

    @property
    def clock(self) -> Clock: ...

    @property
    def account(self) -> Account: ...

    @property
    def http(self) -> httpx.AsyncClient: ...

    @property
    def api(self) -> WechatStandIn: ...

    def facts(self) -> Mapping[str, str]:
        """What a script's `{…}` stand for now."""
        ...

    async def begin(self, script: Script) -> None: ...

    async def stage(self, turn: Turn, given: Given) -> None:
        """What must be so before anything happens; a nurse's deed is done here."""
        ...

    async def settle(self) -> None:
        """Until everything that follows is done, and what is to be sent is sent."""
        ...

    def faults_of_kept(self, script: Script) -> Iterable[str]: ...


@dataclass
class ScriptPlayer:
    """`faults` is complete after `play`; `listener` is told of everything as it appears."""

    script: Script
    ground: Ground
    listener: Callable[[Shown], None] = lambda _: None
    faults: list[str] = field(default_factory=list)
    _pushed: int = 0

    def __post_init__(self) -> None:
        ground = self.ground
        self.display = Display(listener=self.listener)
        self._servers = Servers(ground.http, ground.account, ground.clock, self.display)

    async def play(self) -> None:
        given = self.script.given
        await self.ground.begin(self.script)
        for number, turn in enumerate(self.script.turns, start=1):
            given = turn.now.after(given)
            self.faults += [f"turn {number}: {fault}" for fault in await self.take(turn, given)]
        self.faults += self._faults_in_the_end()

    async def take(self, turn: Turn, given: Given) -> list[str]:
        """One turn, and what was not as it says."""
        await asyncio.sleep(turn.waits or turn.after)
        since, began = len(self.display.shown), self.ground.clock.now()
        await self.ground.stage(turn, given)
        doing = asyncio.ensure_future(self._do(turn))
        if turn.goes_on:
            await asyncio.sleep(_A_BREATH)  # what becomes of it is the next turn's
            return []
        await doing
        await self.ground.settle()
        await self._servers.hang_up()
        await self.ground.settle()
        self._receive()
        read = list(self.display.ours(since=since))
        times = [(one.at - began).total_seconds() for one in read]
        return [
            *self._faults_of_words(turn, read),
            *_faults_of_way(turn, read),
            *_faults_of_time(turn, times),
        ]

    async def _do(self, turn: Turn) -> None:
        fields = turn.fields(self._filled)
        if fields is None:
            return
        at = self.ground.clock.now()
        self.display.put(Shown(at=at, origin=Origin.FOLLOWER, text=self._filled(turn.shown)))
        if turn.signed is Signed.RIGHTLY:
            self._note(Deed(fields.get("Event", fields["MsgType"])))
        delivery = Delivery(
            fields=fields, copies=turn.copies, lost=turn.lost, again=turn.again, signed=turn.signed
        )
        await self._servers.deliver(delivery)

    def _note(self, deed: Deed) -> None:
        """By what he does he may be written to for a while, or never more."""
        openid, api = self._servers.follower.openid, self.ground.api
        if deed is Deed.UNFOLLOW:
            api.left_us(openid)
        else:
            api.heard_from(openid, Heard(deed) if deed in EVENTS else Heard.MESSAGE)

    def _receive(self) -> None:
        """What was sent through the API since."""
        sent = self.ground.api.sent_to(self._servers.follower.openid)[self._pushed :]
        self._pushed += len(sent)
        for one in sent:
            origin = Origin.TEMPLATE if one.template else Origin.PUSHED
            self.display.put(Shown(at=one.at, origin=origin, text=one.text))
            if len(one.text.encode()) > LONGEST:
                self.display.blame(f"a text of {len(one.text.encode())} bytes")

    def _faults_of_words(self, turn: Turn, read: list[Shown]) -> Iterator[str]:
        text = "\n".join(one.text for one in read)
        for words in turn.reads:
            if not any(self._filled(one) in text for one in words.split("|")):
                yield f"does not say {words}: {text}"
        for words in (*map(self._filled, turn.never), *simulated_words().never):
            if words in text:
                yield f"says {words}: {text}"
        if turn.expected_texts is not None and len(read) != turn.expected_texts:
            yield f"{len(read)} texts, not {turn.expected_texts}: {text}"

    def _faults_in_the_end(self) -> Iterator[str]:
        allowed = self.script.afterwards.faults
        for fault in self.display.faults:
            if not (allowed and fault.startswith(allowed)):
                yield fault
        refused = tuple(self.ground.api.refusals)
        if refused != self.script.afterwards.refused:
            yield f"WeChat refused what was sent with {refused}, not {self.script.afterwards.refused}"
        yield from self.ground.faults_of_kept(self.script)

    def _filled(self, words: str) -> str:
        return fill(words, dict(self.ground.facts()))

    def transcript(self) -> Iterator[str]:
        began = self.display.shown[0].at if self.display.shown else None
        for one in self.display.shown:
            seconds = (one.at - began).total_seconds() if began else 0
            tries = f" ({one.tries}.)" if one.tries > 1 else ""
            yield f"{seconds:7.1f} {one.origin:9}{tries} {one.text}"


def _faults_of_way(turn: Turn, read: list[Shown]) -> Iterator[str]:
    found = tuple(one.origin for one in read)
    if turn.how and found != turn.how:
        yield f"came as {', '.join(found)}, not as {', '.join(turn.how)}"
    if turn.tries is not None and [one.tries for one in read] != [turn.tries]:
        yield f"answered at try {[one.tries for one in read]}, not at {turn.tries}"


def _faults_of_time(turn: Turn, times: list[float]) -> Iterator[str]:
    if turn.within is not None and (not times or times[0] > turn.within):
        yield f"read after {times[0] if times else 'no'} s, not within {turn.within}"
