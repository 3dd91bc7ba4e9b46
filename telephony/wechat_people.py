"""Who writes to the official account: known again in one short transaction."""

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session
from typing_extensions import override

from hotline.database import Database, installed_keyring
from hotline.identity import find_by_address, leave, recognise
from hotline.messaging.vocabulary import Opening
from hotline.notifications.writing import WECHAT
from telephony.channels.wechat.standing import Known, People, conversation_of


class OpenWindow(Protocol):
    """Notes that somebody may be written to for a while."""

    def __call__(
        self, session: Session, *, conversation_id: str, opening: Opening, at: datetime
    ) -> object: ...


class WechatPeople(People):
    """Blocks. Without an opening, somebody known is looked at, and written down once a minute at most."""

    def __init__(self, database: Database, *, open_window: OpenWindow) -> None:
        self._database = database
        self._open_window = open_window

    @override
    def recognise(self, openid: str, *, at: datetime, opening: Opening | None) -> Known:
        if opening is None and (known := self._look(openid, at=at)):
            return known
        # What a power cut takes of this, the next message brings again.
        with self._database.transaction(durable=False) as session:
            found = recognise(
                session,
                channel=WECHAT,
                address=openid,
                conversation_id=conversation_of(installed_keyring().lookup_hash(openid)),
                at=at,
            )
            if opening is not None:
                self._open_window(session, conversation_id=found.conversation_id, opening=opening, at=at)
            return Known(conversation_id=found.conversation_id, phone=found.phone)

    @override
    def left(self, openid: str, *, at: datetime) -> None:
        with self._database.transaction() as session:
            leave(session, channel=WECHAT, address=openid)

    def _look(self, openid: str, *, at: datetime) -> Known | None:
        with self._database.reading() as session:
            found = find_by_address(session, channel=WECHAT, address=openid)
            if found is None or not found.is_fresh(at=at):
                return None
            return Known(conversation_id=found.conversation_id, phone=found.phone)
