"""What is said to the patient in a live talk: numbered, so that no line is lost, doubled or misplaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.conversations import Direction, Message
from hotline.handoff.talk import LiveTalk
from hotline.safety import TriageGrade
from hotline.staff import StaffMember
from hotline.tickets import HOTLINE

_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class TalkLine:
    """What `by` says; known by `message_id`, so that one sent twice is one line."""

    talk_id: UUID
    message_id: str
    by: str
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PushedLine:
    """A line on its way to the patient; `nurse` is her name, None where the hotline itself speaks."""

    seq: int
    message_id: str
    text: str
    nurse: str | None
    at: datetime


def write_line(session: Session, *, talk: LiveTalk, line: TalkLine) -> None:
    """Under the talk's lock, which makes the numbers of a conversation run without a gap."""
    named = (
        Message.conversation_id == talk.conversation_id,
        Message.message_id == line.message_id,
        Message.direction == Direction.OUT,
    )
    if session.scalar(select(Message.id).where(*named)) is not None:
        return
    session.add(
        Message(
            conversation_id=talk.conversation_id,
            message_id=line.message_id,
            direction=Direction.OUT,
            channel=talk.channel,
            at=line.at,
            text=line.text,
            grade=TriageGrade.ROUTINE,
            rules=[],
            rules_version="",
            answered_by="words" if line.by == HOTLINE else "nurse",
            spoken_by=None if line.by == HOTLINE else line.by,
            seq=last_seq(session, conversation_id=talk.conversation_id) + 1,
            timings={},
        )
    )
    session.flush()


def last_seq(session: Session, *, conversation_id: str) -> int:
    of_conversation = select(func.max(Message.seq)).where(Message.conversation_id == conversation_id)
    return session.scalar(of_conversation) or 0


def lines_after(session: Session, *, conversation_id: str, after: int) -> Sequence[PushedLine]:
    """In the order of their numbers. A lower number is always kept before a higher one."""
    rows = session.execute(
        select(Message, StaffMember.display_name)
        .outerjoin(StaffMember, StaffMember.username == Message.spoken_by)
        .where(Message.conversation_id == conversation_id, Message.seq > after)
        .order_by(Message.seq)
        .limit(_AT_ONCE)
    )
    return [
        PushedLine(seq=row.seq or 0, message_id=row.message_id, text=row.text, nurse=name, at=row.at)
        for row, name in rows
    ]
