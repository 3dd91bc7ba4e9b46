"""The WeChat door before a real hotline, with a follower at it and a clock in hand."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from wechatpy.crypto import WeChatCrypto

from telephony.channels.wechat.door import WechatDoor
from telephony.channels.wechat.events import PlaceSent, TemplateTold
from telephony.channels.wechat.opening import Standing, open_wechat
from telephony.channels.wechat.responding import Voices
from telephony.channels.wechat.routes import router
from telephony.settings import TelephonySettings
from tests.telephony.making import Hotline
from tests.telephony.wechat.follower import AES_KEY, APP_ID, TOKEN, Follower
from tests.telephony.wechat.hand import HandTimer
from tests.telephony.wechat.standing import ToldChoices, ToldOutbox, ToldPeople, ToldSayings, place_said

MENU = {"person": "转人工"}


@dataclass
class Account:
    """The whole channel, and what it was told of."""

    hotline: Hotline
    timer: HandTimer
    people: ToldPeople = field(default_factory=ToldPeople)
    outbox: ToldOutbox = field(default_factory=ToldOutbox)
    choices: ToldChoices = field(default_factory=ToldChoices)
    sayings: ToldSayings = field(default_factory=ToldSayings)
    told: list[TemplateTold] = field(default_factory=list)
    place: Callable[[PlaceSent, str], str | None] = place_said
    refused: Counter[str] = field(default_factory=Counter)
    may_push: bool = True
    aes_key: str | None = None

    def open(self) -> WechatDoor:
        hotline = self.hotline
        voices = Voices(
            render=lambda reply: reply.text,
            sayings=self.sayings,
            menu=MENU.get,
            place=self._place,
            template=self.told.append,
        )
        standing = Standing(
            intake=hotline.intake,
            people=self.people,
            outbox=self.outbox,
            choices=self.choices,
            voices=voices,
            words=hotline.words,
            line=hotline.hospital.placeholders["hotline"],
            clock=hotline.clock,
            satisfaction=hotline.chat.satisfaction,
        )
        settings = TelephonySettings.model_construct(
            wechat_app_id=APP_ID,
            wechat_token=SecretStr(TOKEN),
            wechat_aes_key=SecretStr(self.aes_key) if self.aes_key else None,
            wechat_may_push=self.may_push,
        )
        return open_wechat(standing, settings=settings, refused=self.refused, wait=self.timer.wait)

    def _place(self, event: PlaceSent, conversation: str) -> str | None:
        return self.place(event, conversation)


@pytest.fixture
def timer(hotline: Hotline) -> HandTimer:
    return HandTimer(hotline.clock)


@pytest.fixture
def account(hotline: Hotline, timer: HandTimer) -> Account:
    return Account(hotline, timer)


@pytest.fixture
def door(account: Account) -> WechatDoor:
    return account.open()


@pytest.fixture
async def client(door: WechatDoor) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(router(door))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as client:
        yield client
    await door.five_seconds.settle()


@pytest.fixture
def follower(client: httpx.AsyncClient, account: Account) -> Follower:
    crypto = WeChatCrypto(TOKEN, AES_KEY, APP_ID) if account.aes_key else None
    return Follower(client, account.hotline.clock, crypto)
