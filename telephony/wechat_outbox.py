"""What is written to callers on WeChat without their asking becomes a row; the post sends it."""

from datetime import datetime

from typing_extensions import override

from hotline.clock import Clock
from hotline.database import Database, installed_keyring
from hotline.messaging import Purpose, hand_over_lines, post
from telephony.channels.wechat.standing import Outbox


class WechatOutbox(Outbox):
    """Answers that were not ready in time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def post(self, conversation_id: str, *, key: str, text: str, at: datetime) -> None:
        with self._database.transaction() as session:
            post(
                session,
                conversation_id=conversation_id,
                # The key may name the person; what is kept must not.
                key=f"answer-{installed_keyring().lookup_hash(key)}",
                purpose=Purpose.ANSWER,
                text=text,
                promised=True,
                at=at,
            )


class WechatCarrier:
    """With it, talks of the channel "wechat" exist. What it misses, the post finds by itself."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def deliver(self, conversation_id: str) -> None:
        with self._database.transaction() as session:
            hand_over_lines(session, conversation_id=conversation_id, clock=self._clock)
