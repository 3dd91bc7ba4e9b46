"""Whose turn it is to write in one conversation: a row, so that two replicas never write at once."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.database import Base, enum_by_value
from hotline.messaging.vocabulary import Way

LEASE = timedelta(minutes=2)
"""Longer than any sending takes: after it, a conversation whose sender died is anybody's."""

_MOST_LOST = 8


class Correspondence(Base):
    """`look_at` is when something is to be done; `held_until` is set while somebody does it.

    `turn` counts the holdings: whoever comes back after his lease knows that he is late. `told_seq` is the
    last line of live talks that became a text. `nudged`: how the caller was told, since he wrote last, that
    something waits for him, `nudged_as` the number of the template message that did, `lost_as` those
    of the last ones that did not arrive. `most_bytes` is smaller where WeChat found a shorter one too long.
    """

    __tablename__ = "correspondences"

    conversation_id: Mapped[str] = mapped_column(String, primary_key=True)
    look_at: Mapped[datetime | None] = mapped_column(index=True)
    held_until: Mapped[datetime | None] = mapped_column(index=True)
    turn: Mapped[int]
    told_seq: Mapped[int]
    nudged: Mapped[Way | None] = mapped_column(enum_by_value(Way))
    nudged_as: Mapped[str | None] = mapped_column(String)
    lost_as: Mapped[str | None] = mapped_column(String)
    most_bytes: Mapped[int | None]
    touched_at: Mapped[datetime] = mapped_column(index=True)

    def look(self, at: datetime | None) -> None:
        """At the latest then."""
        if at is not None:
            self.look_at = min(self.look_at or at, at)

    def release(self, *, look_at: datetime | None) -> None:
        self.held_until = None
        self.look(look_at)

    def lose(self, message: str) -> None:
        """A few are kept: copies of an older one may come while the newest is being noted."""
        if not self.has_lost(message):
            self.lost_as = " ".join([*self._lost[1 - _MOST_LOST :], message])

    def has_lost(self, message: str) -> bool:
        return message in self._lost

    @property
    def _lost(self) -> list[str]:
        return (self.lost_as or "").split()


def lock_correspondence(session: Session, *, conversation_id: str, at: datetime) -> Correspondence:
    """Made where there is none; whoever holds the lock is the only one to write in this conversation."""
    found = _locked(session, conversation_id)
    if found is None:
        made = Correspondence(conversation_id=conversation_id, turn=0, told_seq=0, touched_at=at)
        try:
            with session.begin_nested():
                session.add(made)
        except IntegrityError:  # another replica made it between the question and the insert
            found = _locked(session, conversation_id)
            if found is None:
                raise
        else:
            return made
    found.touched_at = max(found.touched_at, at)
    return found


def is_due(session: Session, *, now: datetime) -> bool:
    """Without a lock: asked all the time, it must not hold up those who write."""
    return session.scalar(select(Correspondence.conversation_id).where(_due(now)).limit(1)) is not None


def claim(session: Session, *, now: datetime) -> Correspondence | None:
    """Takes one that nobody else holds; to be committed before anything is sent."""
    due = (
        select(Correspondence)
        .where(_due(now))
        .order_by(Correspondence.look_at, Correspondence.conversation_id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = session.scalar(due)
    if found is not None:
        found.turn += 1
        found.look_at, found.held_until = None, now + LEASE
    return found


def _locked(session: Session, conversation_id: str) -> Correspondence | None:
    wanted = select(Correspondence).where(Correspondence.conversation_id == conversation_id)
    return session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def _due(now: datetime) -> ColumnElement[bool]:
    held = Correspondence.held_until
    # A lease that ends farther ahead than any: the clock was set back.
    is_over = (held <= now) | (held > now + LEASE)
    return or_(is_over, held.is_(None) & (Correspondence.look_at <= now))
