"""WeChat in the world of golden conversations: the peer before the real door, on a clock nobody waits for."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import httpx

from hotline.database import StorageUnavailable
from knowledge_base import Hospital
from telephony.simulator.clock import VirtualClock
from telephony.simulator.script import Given
from telephony.simulator.wechat.account import Account
from telephony.simulator.wechat.api import WechatStandIn
from telephony.simulator.wechat.kept import faults_of_kept, last_code
from telephony.simulator.wechat.nursing import nurse_does
from telephony.simulator.wechat.playing import ScriptPlayer
from telephony.simulator.wechat.script import Script
from telephony.simulator.wechat.turn import Turn
from telephony.words import Words
from tests.golden import conversation
from tests.golden.player import NotAsWritten
from tests.golden.receipts import Receipts
from tests.golden.stage import Stage
from tests.golden.store import Store
from tests.golden.wechat_side import Setting, WechatSide
from tests.golden.world import World


class WechatWorld(World):
    """A `Ground` that can be broken."""

    def __init__(
        self,
        stage: Stage,
        *,
        store: Store,
        journal: Path,
        hospital: Hospital,
        words: Words,
        at: datetime,
        setting: Setting,
    ) -> None:
        clock = VirtualClock(at)
        super().__init__(stage, store=store, journal=journal, hospital=hospital, words=words, clock=clock)
        self._leads = stage
        self._receipts = Receipts(self.ledger)
        self._side = WechatSide(self, setting=setting)

    @property
    def account(self) -> Account:
        return self._side.account

    @property
    def http(self) -> httpx.AsyncClient:
        return self._side.http

    @property
    def api(self) -> WechatStandIn:
        return self._side.api

    def facts(self) -> Mapping[str, str]:
        """The database may be gone when the caller is told his code: the receipts are not."""
        nurse = {"nurse": self.hospital.duty_nurse(self.clock.now())}
        return {**self.hospital.placeholders, **nurse, **self._receipts.facts(), **self._code()}

    async def begin(self, script: Script) -> None:
        self._become(script.given)

    async def stage(self, turn: Turn, given: Given) -> None:
        self._become(given)
        self.bot.slow = turn.slow
        if turn.bot or turn.found:
            self._leads.follow(turn)
        if turn.nurse or turn.nurse_says:
            await self.settle()
            await asyncio.to_thread(self._nurse, turn)

    async def settle(self) -> None:
        await super().settle()
        await self._side.post_all()

    def faults_of_kept(self, script: Script) -> Iterator[str]:
        """With the database back, and what was journalled in it."""
        self.recover()
        with self.database.reading() as session:
            yield from faults_of_kept(session, script.afterwards)

    async def close(self) -> None:
        await self._side.close()
        await super().close()

    def _become(self, given: Given) -> None:
        facts = given.model_dump(include={"rasa", "search", "database", "nurse"})
        self.become(conversation.Given(**facts))

    def _nurse(self, turn: Turn) -> None:
        with self.database.transaction() as session:
            nurse_does(session, turn, clock=self.clock)

    def _code(self) -> Mapping[str, str]:
        try:
            with self.database.reading() as session:
                return last_code(session)
        except StorageUnavailable:
            return {}


async def play_as_written(script: Script, world: WechatWorld) -> None:
    """Raises NotAsWritten, with the conversation as the follower has it before him."""
    player = ScriptPlayer(script, world)
    try:
        await player.play()
    finally:
        await world.close()
    if player.faults:
        raise NotAsWritten(
            "\n".join([script.name, *player.transcript(), *(f"✗ {one}" for one in player.faults)])
        )
