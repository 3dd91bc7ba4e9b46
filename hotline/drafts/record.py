"""The row of a draft with the words being worked on, and the rows of what was approved of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, enum_by_value
from hotline.drafts.vocabulary import DraftKind, DraftState
from hotline.drafts.words import DraftWords


class Draft(Base):
    """`revision` grows with every deed. `hands` are all who ever wrote a word of it: none of them approves.

    `trial` is of the words that were submitted. `gap` and `ticket_number` tell what it came from.
    `kept_state` is never EXPIRED: see `state_on`. `told_hash` are the approved words, `told_until` their last
    day, both None where nothing of it is told.
    """

    __tablename__ = "drafts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[DraftKind] = mapped_column(enum_by_value(DraftKind))
    kept_state: Mapped[DraftState] = mapped_column(enum_by_value(DraftState), index=True)
    kept_words: Mapped[dict[str, Any]] = mapped_column(JSON)
    words_hash: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    written_by: Mapped[str] = mapped_column(String, index=True)
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    hands: Mapped[list[str]] = mapped_column(JSON)
    gap: Mapped[str | None] = mapped_column(String)
    ticket_number: Mapped[str | None] = mapped_column(String, index=True)
    trial: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    submitted_by: Mapped[str | None] = mapped_column(String)
    submitted_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String)
    told_hash: Mapped[str | None] = mapped_column(String(64))
    told_until: Mapped[date | None] = mapped_column(index=True)

    @property
    def words(self) -> DraftWords:
        return DraftWords.read(self.kept_words)

    def take(self, words: DraftWords, *, by: str) -> None:
        """`by` has a hand in it from here on, and in every later version: the words stay."""
        self.kept_words, self.words_hash = words.as_json(), words.hash
        self.hands = sorted({*self.hands, by})

    def state_on(self, today: date) -> DraftState:
        """An approval holds to the end of its last day."""
        if self.kept_state is DraftState.APPROVED and not self.is_told_on(today):
            return DraftState.EXPIRED
        return self.kept_state

    def is_told_on(self, today: date) -> bool:
        """Whether callers hear approved words of it, though newer ones may be in the making."""
        return self.told_until is not None and self.told_until >= today

    def passed_trial(self) -> bool:
        """With exactly these words."""
        found = self.trial or {}
        return found.get("passed") is True and found.get("words_hash") == self.words_hash


class DraftApproval(Base):
    """A clinician's approval of exact words; `approved_name` is how he was called when he gave it."""

    __tablename__ = "draft_approvals"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"), index=True)
    kept_words: Mapped[dict[str, Any]] = mapped_column(JSON)
    words_hash: Mapped[str] = mapped_column(String(64))
    approved_by: Mapped[str] = mapped_column(String)
    approved_name: Mapped[str] = mapped_column(String)
    approved_at: Mapped[datetime]
    expires_on: Mapped[date] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
