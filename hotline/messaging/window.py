"""What a caller's last message or tap allows us to write to him, and how much of it is used."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, enum_by_value
from hotline.messaging.vocabulary import Opening


class MessagingWindow(Base):
    """One row for each way of opening: the newest counts alone."""

    __tablename__ = "messaging_windows"

    conversation_id: Mapped[str] = mapped_column(String, primary_key=True)
    opening: Mapped[Opening] = mapped_column(enum_by_value(Opening), primary_key=True)
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    allowed: Mapped[int]
    used: Mapped[int]

    @property
    def left(self) -> int:
        return max(self.allowed - self.used, 0)
