"""Which words of the knowledge base were told to whom: what a recall goes by."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base


def topic_of(entry_id: str) -> str:
    """An entry's id begins with its topic's, up to the full stop."""
    return entry_id.partition(".")[0]


class AnswerGiven(Base):
    """One entry of one answer, `told_at` when the caller's message came.

    `recalled_by` is the call-back ticket that was opened because of it.
    """

    __tablename__ = "answers_given"
    __table_args__ = (
        UniqueConstraint(
            "conversation_id", "message_id", "entry_id", "entry_version", name="uq_answers_given_once"
        ),
        Index("ix_answers_given_entry_id_told_at", "entry_id", "told_at"),
        Index(
            "ix_answers_given_recalled_by",
            "recalled_by",
            sqlite_where=text("recalled_by IS NOT NULL"),
            postgresql_where=text("recalled_by IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String)
    message_id: Mapped[str] = mapped_column(String)
    entry_id: Mapped[str] = mapped_column(String)
    entry_version: Mapped[str] = mapped_column(String)
    told_at: Mapped[datetime] = mapped_column(index=True)
    recalled_by: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"))
