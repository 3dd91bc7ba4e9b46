"""Our WeChat side of a world: the real door, outbox and client before a stand-in of WeChat's interface."""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from hotline.database import StorageUnavailable
from hotline.identity import address_of
from hotline.messaging import Post, Ways, open_window, send_one_message
from hotline.notifications import House
from telephony.channels.wechat.choices import KeptChoices
from telephony.channels.wechat.opening import Standing, open_wechat
from telephony.channels.wechat.rendering import render
from telephony.channels.wechat.responding import Voices
from telephony.channels.wechat.routes import PATH, router
from telephony.channels.wechat.sayings import EventSayings, menu_says, place_in_alarm
from telephony.official_account.client import WechatApi
from telephony.official_account.notices import open_notices
from telephony.official_account.opening import open_account
from telephony.settings import TelephonySettings
from telephony.simulator.wechat.account import Account
from telephony.simulator.wechat.api import APP_ID, APP_SECRET, TEMPLATE, WechatStandIn
from telephony.simulator.wechat.serving import serving
from telephony.wechat_messenger import WechatMessenger
from telephony.wechat_outbox import WechatOutbox
from telephony.wechat_people import WechatPeople
from telephony.wechat_templates import WechatTemplates

if TYPE_CHECKING:
    from tests.golden.world import World

SITE = "https://hotline.example"
TOKEN = "token-of-a-test"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
_MOST_TURNS = 100


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How the account is set up at WeChat."""

    sealed: bool = True
    may_push: bool = True
    template: bool = False


class WechatSide:
    """Open `with` it; `post_all` sends what waits, as the post's thread does."""

    def __init__(self, world: "World", *, setting: Setting) -> None:
        self._world = world
        self.setting = setting
        self.api = WechatStandIn(world.clock)
        key = AES_KEY if setting.sealed else None
        self.account = Account(
            app_id=APP_ID, token=TOKEN, url=f"{SITE}{PATH}", aes_key=key, may_push=setting.may_push
        )
        line, place = world.hospital.placeholders["hotline"], world.hospital.short_name
        self.house = House(hospital=place, hotline=line, zone=world.hospital.zone, address=SITE)
        self._stack = ExitStack()
        self._settings = self._set(self._stack.enter_context(serving(self.api)))
        self._post = self._open_post()
        application = FastAPI()
        application.include_router(router(open_wechat(self._standing(), settings=self._settings)))
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(application))

    async def post_all(self) -> None:
        for _ in range(_MOST_TURNS):
            try:
                if not await asyncio.to_thread(send_one_message, self._world.database, post=self._post):
                    return
            except StorageUnavailable:
                return
        raise AssertionError("the post does not come to an end")

    async def close(self) -> None:
        await self.http.aclose()
        self._stack.close()

    def _set(self, url: str) -> TelephonySettings:
        nothing = {name: field.get_default() for name, field in TelephonySettings.model_fields.items()}
        given = {
            "wechat_app_id": APP_ID,
            "wechat_app_secret": SecretStr(APP_SECRET),
            "wechat_token": SecretStr(TOKEN),
            "wechat_aes_key": SecretStr(AES_KEY) if self.setting.sealed else None,
            "wechat_may_push": self.setting.may_push,
            "wechat_template_id": TEMPLATE if self.setting.template else None,
            "wechat_url": url,
            "public_url": SITE,
        }
        return TelephonySettings.model_validate({**nothing, **given})

    def _open_post(self) -> Post:
        clock = self._world.clock
        account = open_account(self._settings, database=self._world.database, clock=clock)
        assert isinstance(account, WechatApi)
        self._stack.callback(account.close)
        notices = open_notices(self._settings, house=self.house, clock=clock)
        messenger = WechatMessenger(account, notice_of=notices.of if notices else None)
        ways = Ways(address_of=address_of, templates=messenger.nudges, sms=True)
        return Post(messenger=messenger, ways=ways, house=self.house, clock=clock)

    def _standing(self) -> Standing:
        world = self._world
        voices = Voices(
            render=partial(render, house=self.house),
            sayings=EventSayings(world.hospital, address=SITE),
            menu=menu_says,
            place=partial(place_in_alarm, intake=world.intake, clock=world.clock),
            template=WechatTemplates(world.database, ways=self._post.ways, clock=world.clock).note,
        )
        return Standing(
            intake=world.intake,
            people=WechatPeople(world.database, open_window=open_window),
            outbox=WechatOutbox(world.database),
            choices=KeptChoices(world.database),
            voices=voices,
            words=world.words,
            line=world.hospital.placeholders["hotline"],
            clock=world.clock,
        )
