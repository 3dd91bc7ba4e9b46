"""The thread that writes to callers on a channel that counts our messages, one message at a time."""

from datetime import timedelta

from console.turning import Turning
from hotline.database import Database
from hotline.messaging import Post, send_one_message

_TURN = timedelta(seconds=0.5)


def message_post(database: Database, *, post: Post) -> Turning:
    """Sends what is due until it is stopped; the rows know everything, so that any number may run."""

    def turn() -> timedelta:
        return timedelta(0) if send_one_message(database, post=post) else _TURN

    return Turning("messages by wechat", turn)
