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
from hotline.identity import address_of, bound_phone, leave_conversation
from hotline.messaging import Post, Ways, number_on_ticket
from hotline.notifications import House, Means, OutgoingLetter
from hotline.notifications.writing import WECHAT
from telephony.notices.opening import missing_settings
from telephony.official_account.account import OfficialAccount, TemplateNotice
from telephony.official_account.notices import open_notices
from telephony.official_account.opening import open_account
from telephony.settings import TelephonySettings
from telephony.wechat_messenger import WechatMessenger
from telephony.wechat_outbox import WechatCarrier, WechatOutbox
from telephony.wechat_templates import WechatTemplates


@dataclass(frozen=True, kw_only=True)
class WechatWriting:
    """Off where `account` is None: no account, or one that may not write first.

    `notice_of` is of the account's template, if it has one.
    """

    database: Database
    clock: Clock
    house: House
    account: OfficialAccount | None
    notice_of: Callable[[OutgoingLetter], TemplateNotice] | None = None
    sms_is_on: bool = False

    @cached_property
    def ways(self) -> Ways | None:
        """For the desk."""
        if self.account is None:
            return None
        return Ways(
            address_of=address_of,
            number_of=_number_of,
            left=_left,
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
    def outbox(self) -> WechatOutbox | None:
        """For the door."""
        return WechatOutbox(self.database) if self.account else None

    @property
    def templates(self) -> WechatTemplates:
        """For the door."""
        return WechatTemplates(self.database, ways=self.ways, clock=self.clock)

    def turnings(self) -> tuple[Turning, ...]:
        """For the application's life."""
        if self.account is None or self.ways is None:
            return ()
        messenger = WechatMessenger(self.account, notice_of=self.notice_of)
        post = Post(messenger=messenger, ways=self.ways, house=self.house, clock=self.clock)
        return (message_post(self.database, post=post),)

    def close(self) -> None:
        if self.account is not None:
            self.account.close()


def open_writing(
    telephony: TelephonySettings, *, database: Database, house: House, clock: Clock
) -> WechatWriting:
    """Where the account is set up and has the right to customer-service messages."""
    may_push = telephony.wechat_may_push and not telephony.missing_for_wechat
    notices = open_notices(telephony, house=house, clock=clock)
    return WechatWriting(
        database=database,
        clock=clock,
        house=house,
        account=open_account(telephony, database=database, clock=clock) if may_push else None,
        notice_of=notices.of if notices else None,
        sms_is_on=Means.SMS not in missing_settings(telephony),
    )


def _number_of(session: Session, conversation_id: str) -> str | None:
    """The one he proved to be his goes before one he merely left."""
    bound = bound_phone(session, conversation_id=conversation_id)
    return bound or number_on_ticket(session, conversation_id)


def _left(session: Session, conversation_id: str, _at: datetime) -> None:
    leave_conversation(session, conversation_id=conversation_id)
