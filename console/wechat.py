"""The WeChat official account, where one is set up: what its door stands on, and the door."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from fastapi import APIRouter

from telephony.channels.wechat.opening import Standing, open_wechat
from telephony.channels.wechat.routes import router
from telephony.settings import TelephonySettings

if TYPE_CHECKING:
    from telephony.channels.wechat.door import WechatDoor

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Wechat:
    """Off, with doors to nothing, where settings.missing_for_wechat names any."""

    standing: Standing
    settings: TelephonySettings
    refusals: Counter[str] = field(default_factory=Counter)
    """How often a request was not taken as WeChat's word, by reason."""

    @property
    def is_on(self) -> bool:
        return not self.settings.missing_for_wechat

    @cached_property
    def _door(self) -> "WechatDoor":
        return open_wechat(self.standing, settings=self.settings, refused=self.refusals)

    def doors(self) -> APIRouter:
        if missing := self.settings.missing_for_wechat:
            log.info("the WeChat channel is off; not set: %s", ", ".join(missing))
            return APIRouter()
        return router(self._door)

    async def settle(self) -> None:
        """Answers that are being made are given or posted."""
        if self.is_on:
            await self._door.five_seconds.settle()
