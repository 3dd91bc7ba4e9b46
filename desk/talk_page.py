"""Live talks as nurses see them: who waits, and one talk with the story so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import yaml
from sqlalchemy.orm import Session

from desk.desk import Desk
from desk.names import Names, read_names
from desk.talk_work import TalkWork, legal_work
from desk.words import Words
from desk.writing import Writing, read_writing
from hotline.conversations import Message, history
from hotline.handoff import LiveTalk, NoSuchTalk, TalkOutcome, TalkState, get_talk, open_talks
from hotline.staff import StaffMember

MOST_MESSAGES = 200
_REPLIES = Path(__file__).with_name("talk_replies.yml")


@dataclass(frozen=True, kw_only=True)
class TalksPage:
    """`waiting` in the order in which they asked; `others` are held by colleagues."""

    waiting: Sequence[LiveTalk]
    mine: Sequence[LiveTalk]
    others: Sequence[LiveTalk]
    names: Names


@dataclass(frozen=True, kw_only=True)
class TalkPage:
    """`works` is what may be done now; empty where the talk is over or a colleague's.

    `writing` is None on channels that count nothing.
    """

    talk: LiveTalk
    messages: Sequence[Message]
    names: Names
    works: tuple[TalkWork, ...]
    replies: tuple[tuple[str, str], ...]
    writing: Writing | None
    outcomes: tuple[TalkOutcome, ...] = tuple(TalkOutcome)


def read_talks_page(session: Session, *, member: StaffMember, words: Words) -> TalksPage:
    talks = open_talks(session)
    held = [talk for talk in talks if talk.state is TalkState.TAKEN]
    return TalksPage(
        waiting=[talk for talk in talks if talk.state is TalkState.WAITING],
        mine=[talk for talk in held if talk.taken_by == member.username],
        others=[talk for talk in held if talk.taken_by != member.username],
        names=read_names(session, words=words),
    )


def read_talk_page(
    session: Session,
    *,
    talk_id: UUID,
    member: StaffMember,
    words: Words,
    desk: Desk,
    said_time: Callable[[datetime], str],
) -> TalkPage:
    """Raises NoSuchTalk."""
    talk = get_talk(session, talk_id=talk_id)
    return TalkPage(
        talk=talk,
        messages=history(session, conversation_id=talk.conversation_id, limit=MOST_MESSAGES),
        names=read_names(session, words=words),
        works=legal_work(talk, member=member),
        replies=replies(),
        writing=read_writing(
            session,
            desk=desk,
            channel=talk.channel,
            conversation_id=talk.conversation_id,
            words=words,
            said_time=said_time,
        ),
    )


@lru_cache(maxsize=1)
def replies() -> tuple[tuple[str, str], ...]:
    """Title and text of each."""
    read = yaml.safe_load(_REPLIES.read_text(encoding="utf-8"))
    return tuple((one["title"], one["text"]) for one in read)


def talk_named(name: str) -> UUID:
    """Raises NoSuchTalk where the name is none of a talk's."""
    try:
        return UUID(name)
    except ValueError:
        raise NoSuchTalk(UUID(int=0)) from None
