"""The hotline that runs, as WeChat reaches it: in real time, and what it writes unasked is not seen here."""

from collections.abc import Iterator, Mapping

import httpx

from console.settings import Settings
from console.words import Trouble
from hotline.clock import SystemClock
from knowledge_base import Hospital
from telephony.channels.wechat.routes import PATH
from telephony.settings import TelephonySettings
from telephony.simulator.clock import VirtualClock
from telephony.simulator.script import Given
from telephony.simulator.wechat.account import Account
from telephony.simulator.wechat.api import WechatStandIn
from telephony.simulator.wechat.script import Script
from telephony.simulator.wechat.turn import Turn


class Running:
    """A `Ground` of the player. Its own database is none of ours: nurses' deeds are not done."""

    def __init__(self, account: Account, *, hospital: Hospital) -> None:
        self.clock = SystemClock()
        self.account = account
        self.api = WechatStandIn(VirtualClock(self.clock.now()))
        self.http = httpx.AsyncClient(timeout=30, trust_env=False)
        self._hospital = hospital

    async def begin(self, script: Script) -> None: ...
    async def stage(self, turn: Turn, given: Given) -> None: ...
    async def settle(self) -> None: ...

    def facts(self) -> Mapping[str, str]:
        return {**self._hospital.placeholders, "nurse": self._hospital.duty_nurse(self.clock.now())}

    def faults_of_kept(self, script: Script) -> Iterator[str]:  # noqa: ARG002 - nothing is looked at
        return iter(())

    async def aclose(self) -> None:
        await self.http.aclose()


def running(settings: Settings, telephony: TelephonySettings, *, address: str | None) -> Account:
    """As the settings have it, at `address` or where it runs here. Raises `Trouble` where none answers."""
    if missing := telephony.missing_for_wechat:
        raise Trouble("wechat_off", missing=", ".join(missing))
    site = (address or settings.address).rstrip("/")
    try:
        httpx.get(f"{site}/health", timeout=5, trust_env=False).raise_for_status()
    except httpx.HTTPError as fault:
        raise Trouble("not_running", address=site) from fault
    token, key = telephony.wechat_token, telephony.wechat_aes_key
    return Account(
        app_id=str(telephony.wechat_app_id),
        token=token.get_secret_value() if token else "",
        url=f"{site}{PATH}",
        aes_key=key.get_secret_value() if key else None,
        may_push=telephony.wechat_may_push,
    )
