"""The row of a conversation's last offer: so that another replica, and a restart, know it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, PrivateJson


class OfferedChoices(Base):
    """One a conversation. What is offered may repeat what the caller asked."""

    __tablename__ = "offered_choices"

    conversation_id: Mapped[str] = mapped_column(String, primary_key=True)
    says: Mapped[Mapping[str, str]] = mapped_column(PrivateJson)
    offered_at: Mapped[datetime] = mapped_column(index=True)
