"""The WeChat official account, where one is set up: what its door stands on, and the door."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, partial

from fastapi import APIRouter

from console.wechat_writing import WechatWriting
from hotline.clock import Clock
from hotline.database import Database
from hotline.messaging import open_window
from hotline.notifications import House
from knowledge_base import Hospital
from telephony.channels.wechat.choices import KeptChoices
from telephony.channels.wechat.door import WechatDoor
from telephony.channels.wechat.events import TemplateTold
from telephony.channels.wechat.opening import Standing, open_wechat
from telephony.channels.wechat.rendering import render
from telephony.channels.wechat.responding import Voices
from telephony.channels.wechat.routes import router
from telephony.channels.wechat.sayings import EventSayings, menu_says, place_in_alarm
from telephony.intake import Intake
from telephony.satisfaction import Satisfaction
from telephony.settings import TelephonySettings
from telephony.wechat_people import WechatPeople
from telephony.words import Words

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Wechat:
    """Off, with doors to nothing, where settings.missing_for_wechat names any."""

    intake: Intake
    database: Database
    hospital: Hospital
    house: House
    words: Words
    clock: Clock
    writing: WechatWriting
    settings: TelephonySettings
    satisfaction: Satisfaction | None = None
    refusals: Counter[str] = field(default_factory=Counter)
    """How often a request was not taken as WeChat's word, by reason."""

    @property
    def is_on(self) -> bool:
        return not self.settings.missing_for_wechat

    def doors(self) -> APIRouter:
        if missing := self.settings.missing_for_wechat:
            log.info("the WeChat channel is off; not set: %s", ", ".join(missing))
            return APIRouter()
        return router(self._door)

    async def settle(self) -> None:
        """Answers that are being made are given or posted."""
        if self.is_on:
            await self._door.five_seconds.settle()

    @cached_property
    def _door(self) -> WechatDoor:
        standing = Standing(
            intake=self.intake,
            people=WechatPeople(self.database, open_window=open_window),
            outbox=self.writing.outbox,
            choices=KeptChoices(self.database),
            voices=self._voices(),
            words=self.words,
            line=self.house.hotline,
            clock=self.clock,
            satisfaction=self.satisfaction,
        )
        return open_wechat(standing, settings=self.settings, refused=self.refusals)

    def _voices(self) -> Voices:
        return Voices(
            render=partial(render, house=self.house),
            sayings=EventSayings(self.hospital, address=self.house.address),
            menu=menu_says,
            place=partial(place_in_alarm, intake=self.intake, clock=self.clock),
            template=_note_template,
        )


def _note_template(told: TemplateTold) -> None:
    if told.failure is not None:
        log.warning("a template message did not arrive: %s", told.failure)
