"""One voicemail: where its sound lies, what it says, and when the sound goes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hotline.database import Base, PrivateText
from hotline.tickets import Ticket


class Recording(Base):
    """`name` and `call` are the provider's; `seconds` its length. `look_at` is None once it is deleted."""

    __tablename__ = "recordings"
    __table_args__ = (Index("ix_recordings_look_at", "look_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String, unique=True)
    call: Mapped[str] = mapped_column(String)
    conversation_id: Mapped[str] = mapped_column(String, index=True)
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(index=True)
    seconds: Mapped[int]
    transcript: Mapped[str | None] = mapped_column(PrivateText)
    delete_at: Mapped[datetime]
    look_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    tries: Mapped[int]
    fault: Mapped[str | None] = mapped_column(String)
    ticket: Mapped[Ticket | None] = relationship()
