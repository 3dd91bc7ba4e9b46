"""Where `hotline wechat simulate` writes: a hotline of its own, before a stand-in of WeChat's interface."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import httpx

from console.own_hotline import SITE, OwnHotline, own_hotline
from console.settings import Settings
from hotline.database import Database
from knowledge_base import Hospital
from telephony.bot_client import Bot
from telephony.channels.wechat.routes import PATH
from telephony.simulator.clock import VirtualClock
from telephony.simulator.given import seat_nurse
from telephony.simulator.kept import last_told
from telephony.simulator.script import Given
from telephony.simulator.slow_bot import SlowBot
from telephony.simulator.wechat.account import Account
from telephony.simulator.wechat.api import APP_ID, APP_SECRET, TEMPLATE, WechatStandIn
from telephony.simulator.wechat.kept import faults_of_kept, is_writing, last_code
from telephony.simulator.wechat.nursing import nurse_does
from telephony.simulator.wechat.script import AccountSettings, Script
from telephony.simulator.wechat.serving import serving
from telephony.simulator.wechat.turn import Turn

_TIMES_LOOKED = 50
_A_MOMENT = 0.1
_KEY_LENGTH = 43


class Simulation:
    """A `Ground` of the player, for the loop in which it is played."""

    def __init__(
        self, own: OwnHotline, *, account: Account, api: WechatStandIn, bot: SlowBot, hospital: Hospital
    ) -> None:
        self.clock = own.clock
        self.account = account
        self.api = api
        self.has_rasa = own.has_rasa
        self._bot = bot
        self._hospital = hospital
        self._database = Database(own.settings.storage)
        # Its own loop, not the server's: here no real time passes.
        transport = httpx.ASGITransport(own.application, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport)

    async def begin(self, script: Script) -> None: ...

    async def stage(self, turn: Turn, given: Given) -> None:
        self._bot.slow = turn.slow
        await asyncio.to_thread(self._stage, turn, given)

    async def settle(self) -> None:
        """Answers are made, and what was to be written unasked is written."""
        current = asyncio.current_task()
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not current))
        await asyncio.to_thread(self._until, self._is_quiet)

    def facts(self) -> Mapping[str, str]:
        nurse = {"nurse": self._hospital.duty_nurse(self.clock.now())}
        with self._database.reading() as session:
            return {**self._hospital.placeholders, **nurse, **last_told(session), **last_code(session)}

    def faults_of_kept(self, script: Script) -> Iterator[str]:
        """Alarms and tickets are written behind the answer's back: a fault is one that stays."""
        found: list[str] = []

        def is_as_written() -> bool:
            with self._database.reading() as session:
                found[:] = faults_of_kept(session, script.afterwards)
            return not found

        self._until(is_as_written)
        return iter(found)

    async def aclose(self) -> None:
        await self.http.aclose()
        self._database.close()

    def _stage(self, turn: Turn, given: Given) -> None:
        with self._database.transaction() as session:
            if given.nurse:
                seat_nurse(session, at=self.clock.now())
            if turn.nurse or turn.nurse_says is not None:
                nurse_does(session, turn, clock=self.clock)

    def _is_quiet(self) -> bool:
        with self._database.reading() as session:
            return not is_writing(session, now=self.clock.now())

    @staticmethod
    def _until(happened: Callable[[], bool]) -> None:
        for _ in range(_TIMES_LOOKED):
            if happened():
                return
            time.sleep(_A_MOMENT)


@contextmanager
def simulation(
    settings: Settings, *, at: datetime, setting: AccountSettings, hospital: Hospital, with_rasa: bool
) -> Iterator[Simulation]:
    """Raises `Trouble`."""
    clock = VirtualClock(at)
    api = WechatStandIn(clock)
    key = secrets.token_urlsafe(_KEY_LENGTH)[:_KEY_LENGTH].replace("-", "0").replace("_", "1")
    account = Account(
        app_id=APP_ID,
        token=secrets.token_hex(16),
        url=f"{SITE}{PATH}",
        aes_key=key if setting.sealed else None,
        may_push=setting.may_push,
    )
    bots: list[SlowBot] = []

    def lead(bot: Bot) -> Bot:
        bots.append(SlowBot(bot, really_works=True))
        return bots[-1]

    with (
        serving(api) as address,
        own_hotline(
            settings,
            at=at,
            with_rasa=with_rasa,
            tell=lambda _: None,
            more=_more(account, address=address, setting=setting),
            lead=lead,
            clock=clock,
        ) as own,
    ):
        yield Simulation(own, account=account, api=api, bot=bots[0], hospital=hospital)


def _more(account: Account, *, address: str, setting: AccountSettings) -> Mapping[str, object]:
    return {
        "wechat_app_id": account.app_id,
        "wechat_app_secret": APP_SECRET,
        "wechat_token": account.token,
        "wechat_aes_key": account.aes_key,
        "wechat_may_push": account.may_push,
        "wechat_url": address,
        "wechat_template_id": TEMPLATE if setting.notices != "none" else None,
    }
