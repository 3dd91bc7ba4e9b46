"""The WeChat channel put together: what its door stands on, and the post that writes unasked."""

from functools import partial
from typing import Protocol

from console.messages import message_post
from console.turning import Turning
from hotline.clock import Clock
from hotline.database import Database
from hotline.identity import address_of, leave_conversation
from hotline.messaging import Post, Ways, open_window
from hotline.notifications import House, Means
from knowledge_base import Hospital
from telephony.channels.wechat.choices import KeptChoices
from telephony.channels.wechat.opening import Standing
from telephony.channels.wechat.rendering import render
from telephony.channels.wechat.responding import Voices
from telephony.channels.wechat.sayings import EventSayings, menu_says, place_in_alarm
from telephony.intake import Intake
from telephony.notices.opening import missing_settings
from telephony.official_account.notices import open_notices
from telephony.official_account.opening import open_account
from telephony.settings import TelephonySettings
from telephony.wechat_messenger import WechatMessenger
from telephony.wechat_outbox import WechatOutbox
from telephony.wechat_people import WechatPeople
from telephony.words import Words


class Core(Protocol):
    """What of the process the channel needs."""

    @property
    def database(self) -> Database: ...
    @property
    def hospital(self) -> Hospital: ...
    @property
    def house(self) -> House: ...
    @property
    def words(self) -> Words: ...
    @property
    def clock(self) -> Clock: ...


def standing_of(core: Core, *, intake: Intake) -> Standing:
    voices = Voices(
        render=partial(render, house=core.house),
        sayings=EventSayings(core.hospital, address=core.house.address),
        menu=menu_says,
        place=partial(place_in_alarm, intake=intake, clock=core.clock),
        template=lambda _: None,
    )
    return Standing(
        intake=intake,
        people=WechatPeople(core.database, open_window=open_window),
        outbox=WechatOutbox(core.database),
        choices=KeptChoices(core.database),
        voices=voices,
        words=core.words,
        line=core.hospital.placeholders["hotline"],
        clock=core.clock,
    )


def message_posts(core: Core, telephony: TelephonySettings) -> tuple[Turning, ...]:
    """None where the account is off."""
    account = open_account(telephony, database=core.database, clock=core.clock)
    if account is None:
        return ()
    notices = open_notices(telephony, house=core.house, clock=core.clock)
    ways = Ways(
        address_of=address_of,
        left=lambda session, conversation, _: leave_conversation(session, conversation_id=conversation),
        templates=notices is not None,
        sms=Means.SMS not in missing_settings(telephony),
    )
    messenger = WechatMessenger(account, notice_of=notices.of if notices else None)
    post = Post(messenger=messenger, ways=ways, house=core.house, clock=core.clock)
    return (message_post(core.database, post=post),)
