"""Nurses' lines and letters by this channel become texts of the outbox, each once, also after a crash."""

from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import yaml
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.conversations import Message
from hotline.database import Database
from hotline.handoff import LiveTalk, PushedLine, lines_after
from hotline.messaging.allowances import allowances
from hotline.messaging.correspondence import Correspondence, lock_correspondence
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.posting import post
from hotline.messaging.vocabulary import Purpose, TextState
from hotline.notifications import House, Letter, LetterFault, Means, tell
from hotline.notifications.claiming import claim_letter, is_letter_due
from hotline.notifications.lapsing import end_unsendable
from hotline.notifications.wording import shipped_notices
from hotline.notifications.writing import WECHAT

_OLDEST = timedelta(days=2)
"""A line said so long ago belongs to a talk that is long over; only a lost row could bring it up."""

_LOOKED_AT_EVERY = timedelta(hours=1)
_WORDS = Path(__file__).with_name("words.yml")


def hand_over_one(database: Database, *, house: House, clock: Clock) -> bool:
    """Whether there was a conversation with new lines, or a letter. Raises StorageUnavailable."""
    now = clock.now()
    with database.reading() as session:
        conversation = _with_new_lines(session, now=now)
        has_letter = is_letter_due(session, means=(Means.WECHAT,), now=now)
    if conversation is not None:
        with database.transaction() as session:
            hand_over_lines(session, conversation_id=conversation, clock=clock)
    if has_letter:
        with database.transaction() as session:
            hand_over_letter(session, house=house, clock=clock)
    return conversation is not None or has_letter


def hand_over_lines(session: Session, *, conversation_id: str, clock: Clock) -> None:
    """What was said in live talks since; a nurse's words are worth a call, the hotline's own are not."""
    now = clock.now()
    correspondence = lock_correspondence(session, conversation_id=conversation_id, at=now)
    for line in lines_after(session, conversation_id=conversation_id, after=correspondence.told_seq):
        correspondence.told_seq = line.seq
        if line.at >= now - _OLDEST:
            post(
                session,
                conversation_id=conversation_id,
                key=f"line-{line.seq}",
                purpose=Purpose.LINE,
                text=_in_words(line),
                promised=line.nurse is not None,
                at=now,
                good_until=now + _good_for(line),
            )
    session.flush()


def hand_over_letter(session: Session, *, house: House, clock: Clock) -> bool:
    """Whether there was one. It stays among those that wait until its text has gone, or never will."""
    now = clock.now()
    letter = claim_letter(session, means=(Means.WECHAT,), now=now)
    if letter is None:
        return False
    is_late = now >= letter.good_until
    letter.next_attempt_at = (
        now + _LOOKED_AT_EVERY if is_late else min(letter.good_until, now + _LOOKED_AT_EVERY)
    )
    if _is_written(session, letter, now=now):
        return True
    if is_late:
        end_unsendable(
            session, letter, on=(), detail=letter.fault_detail, now=now, fault=LetterFault.TOO_LATE
        )
    else:
        _write(session, letter, house=house, now=now)
    return True


def _write(session: Session, letter: Letter, *, house: House, now: datetime) -> None:
    post(
        session,
        conversation_id=letter.conversation_id or "",
        key=f"letter-{letter.id}",
        purpose=Purpose.NOTICE,
        text=tell(letter, house=house).text,
        promised=not shipped_notices().kinds[letter.kind].may_lapse,
        at=now,
        good_until=letter.good_until,
        letter_id=letter.id,
    )


def _is_written(session: Session, letter: Letter, *, now: datetime) -> bool:
    """Whether it has its texts already; where they had come to an end, somebody wants them sent again."""
    mine = select(OutgoingText).where(OutgoingText.letter_id == letter.id)
    texts = session.scalars(mine).all()
    over = [text for text in texts if text.state in {TextState.HANDED_ON, TextState.DEAD}]
    for text in over:
        text.revive(at=now, good_until=letter.good_until)
    if over:
        lock_correspondence(session, conversation_id=letter.conversation_id or "", at=now).look(now)
    if texts and all(text.state in {TextState.SENT, TextState.MERGED} for text in texts):
        letter.place(at=now)
    return bool(texts)


def _with_new_lines(session: Session, *, now: datetime) -> str | None:
    told = func.coalesce(Correspondence.told_seq, 0)
    new = exists().where(
        Message.conversation_id == LiveTalk.conversation_id, Message.seq > told, Message.at >= now - _OLDEST
    )
    lately = or_(LiveTalk.over_at.is_(None), LiveTalk.over_at > now - _OLDEST)
    wanted = (
        select(LiveTalk.conversation_id)
        .outerjoin(Correspondence, Correspondence.conversation_id == LiveTalk.conversation_id)
        .where(LiveTalk.channel == WECHAT, lately, new)
    )
    return session.scalar(wanted.limit(1))


def _good_for(line: PushedLine) -> timedelta:
    known = allowances()
    return known.own_line_good_for if line.nurse is None else known.good_for[Purpose.LINE]


def _in_words(line: PushedLine) -> str:
    return line.text if line.nurse is None else _line_words().format(nurse=line.nurse, text=line.text)


@lru_cache(maxsize=1)
def _line_words() -> str:
    words: dict[str, str] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return words["line"]
