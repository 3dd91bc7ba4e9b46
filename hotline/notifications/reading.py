"""What lies where it is shown: a member's notices on the desk, a caller's in the conversation."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.notifications.letter import Letter
from hotline.notifications.vocabulary import LetterState, Means


def notices_of(session: Session, *, username: str, limit: int) -> Sequence[Letter]:
    """Unread ones first, then the newest."""
    own = select(Letter).where(_of_desk(username))
    return session.scalars(
        own.order_by(Letter.read_at.is_not(None), Letter.written_at.desc(), Letter.id).limit(limit)
    ).all()


def count_unread(session: Session, *, username: str) -> int:
    unread = _of_desk(username) & Letter.read_at.is_(None)
    return session.scalar(select(func.count()).select_from(Letter).where(unread)) or 0


def mark_read(session: Session, *, username: str, clock: Clock, letter_id: UUID | None = None) -> None:
    """One notice of this member, or all of them; another's is left alone."""
    wanted = _of_desk(username) & Letter.read_at.is_(None)
    if letter_id is not None:
        wanted &= Letter.id == letter_id
    session.execute(update(Letter).where(wanted).values(read_at=clock.now()))


def letters_in_conversation(session: Session, *, conversation_id: str) -> Sequence[Letter]:
    """Oldest first."""
    shown = (Letter.conversation_id == conversation_id) & (Letter.means == Means.CHAT)
    return session.scalars(select(Letter).where(shown).order_by(Letter.written_at)).all()


def mark_seen(session: Session, *, conversation_id: str, clock: Clock) -> None:
    """The caller came back, and the page showed him what lay there."""
    lying = (Letter.conversation_id == conversation_id) & (Letter.means == Means.CHAT)
    session.execute(update(Letter).where(lying & Letter.read_at.is_(None)).values(read_at=clock.now()))


def _of_desk(username: str) -> ColumnElement[bool]:
    is_shown = (Letter.means == Means.DESK) & (Letter.state == LetterState.SENT)
    return is_shown & (Letter.to_staff == username)
