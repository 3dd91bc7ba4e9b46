"""The history of a draft: numbered deeds, never changed, each chained to the one before it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.audit import canonical, instant
from hotline.database import Base, enum_by_value
from hotline.drafts.vocabulary import DraftDeed


class DraftEvent(Base):
    """`words` are the draft's as they stood after the deed; `data` what else belongs to it."""

    __tablename__ = "draft_events"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deed: Mapped[DraftDeed] = mapped_column(enum_by_value(DraftDeed))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String)
    words: Mapped[dict[str, Any]] = mapped_column(JSON)
    words_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    @classmethod
    def chained(
        cls,
        *,
        draft_id: UUID,
        after: "DraftEvent | None",
        deed: DraftDeed,
        by: str,
        at: datetime,
        words: Mapping[str, Any],
        words_hash: str,
        reason: str | None,
        data: Mapping[str, Any],
    ) -> Self:
        event = cls(
            draft_id=draft_id,
            seq=after.seq + 1 if after else 1,
            deed=deed,
            at=at,
            by=by,
            words=dict(words),
            words_hash=words_hash,
            reason=reason,
            data=dict(data),
            previous=after.hash if after else "",
        )
        event.hash = event.computed
        return event

    @property
    def computed(self) -> str:
        """What the hash must be: of the facts, and so of all deeds before it."""
        facts = {
            "draft": str(self.draft_id),
            "seq": self.seq,
            "deed": self.deed.value,
            "at": instant(self.at),
            "by": self.by,
            "words": self.words_hash,
            "reason": self.reason,
            "data": self.data,
            "previous": self.previous,
        }
        return hashlib.sha256(canonical(facts)).hexdigest()


def history_of(session: Session, *, id: UUID) -> Sequence[DraftEvent]:  # noqa: A002 - the draft's
    """Every deed, the first one first."""
    return session.scalars(select(DraftEvent).where(DraftEvent.draft_id == id).order_by(DraftEvent.seq)).all()


def is_unbroken(history: Sequence[DraftEvent]) -> bool:
    """Whether nothing in it was changed, taken out or put in."""
    expected = ""
    for seq, event in enumerate(history, start=1):
        words = hashlib.sha256(canonical(event.words)).hexdigest()
        sound = event.seq == seq and event.previous == expected and event.hash == event.computed
        if not sound or event.words_hash != words:
            return False
        expected = event.hash
    return True
