"""What a nurse may still write to a caller on WeChat, said in one sentence before she writes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desk.desk import Desk
from desk.words import Words
from hotline.messaging import Way, WritingStanding, writing_standing
from hotline.notifications.writing import WECHAT

_OFF = WritingStanding(left=0, until=None, way=Way.CALL, waiting=0, to_call=0)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """`call`: what did not arrive and wants a call, None where everything did."""

    sentence: str
    is_open: bool
    call: str | None
    mark: str


def read_writing(
    session: Session,
    *,
    desk: Desk,
    channel: str,
    conversation_id: str,
    words: Words,
    said_time: Callable[[datetime], str],
) -> Writing | None:
    """None on channels that count nothing."""
    if channel != WECHAT:
        return None
    ways, standing = desk.writing, _OFF
    if ways is not None:
        now = desk.clock.now()
        standing = writing_standing(session, conversation_id=conversation_id, ways=ways, now=now)
    return Writing(
        sentence=_sentence(standing, words=words, said_time=said_time),
        is_open=standing.way is None,
        call=words.say("writing", "to_call", n=standing.to_call) if standing.to_call else None,
        mark=f"{standing.way}-{standing.to_call}",
    )


def _sentence(standing: WritingStanding, *, words: Words, said_time: Callable[[datetime], str]) -> str:
    if standing.way is not None or standing.until is None:
        return words.say("writing", (standing.way or Way.CALL).value)
    name = "last" if standing.left == 1 else "left"
    return words.say("writing", name, n=standing.left, until=said_time(standing.until))
