"""How callers on WeChat are written to, where the account may: what the application needs of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from console.messages import message_post
from console.turning import Turning
from hotline.clock import Clock
from hotline.database import Database
from hotline.handoff import Carrier
from hotline.messaging import Post, Ways, number_on_ticket
from hotline.notifications import House, Means, OutgoingLetter
from hotline.notifications.writing import WECHAT
from telephony.official_account.account import OfficialAccount, TemplateNotice
from telephony.wechat_messenger import WechatMessenger
from telephony.wechat_outbox import WechatCarrier, WechatOutbox


@dataclass(frozen=True, kw_only=True)
class WechatWriting:
    """Off where `account` is None: no account, or one that may not write first.

    `address_of` and `left` are of whoever knows the followers; `notice_of` of the account's template, if any.
    """

    database: Database
    clock: Clock
    house: House
    account: OfficialAccount | None
    address_of: Callable[[Session, str], str | None]
    left: Callable[[Session, str, datetime], None]
    number_of: Callable[[Session, str], str | None] = number_on_ticket
    notice_of: Callable[[OutgoingLetter], TemplateNotice] | None = None
    sms_is_on: bool = False

    @cached_property
    def ways(self) -> Ways | None:
        """For the desk."""
        if self.account is None:
            return None
        return Ways(
            address_of=self.address_of,
            number_of=self.number_of,
            left=self.left,
            templates=self.notice_of is not None,
            sms=self.sms_is_on,
        )

    @property
    def carriers(self) -> Mapping[str, Carrier]:
        """For live talks."""
        return {WECHAT: WechatCarrier(self.database, clock=self.clock)} if self.account else {}

    @property
    def elsewhere(self) -> frozenset[Means]:
        """For the letters' senders: what is sent from here."""
        return frozenset({Means.WECHAT}) if self.account else frozenset()

    @property
    def outbox(self) -> WechatOutbox:
        """For the door."""
        return WechatOutbox(self.database)

    def turnings(self) -> tuple[Turning, ...]:
        """For the application's life."""
        if self.account is None or self.ways is None:
            return ()
        messenger = WechatMessenger(self.account, notice_of=self.notice_of)
        post = Post(messenger=messenger, ways=self.ways, house=self.house, clock=self.clock)
        return (message_post(self.database, post=post),)
