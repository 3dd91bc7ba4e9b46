"""The only history of a ticket: numbered facts, never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, PrivateJson, enum_by_value
from hotline.tickets.vocabulary import EventKind


class TicketEvent(Base):
    """`data` holds plain facts, `private` what a patient said or could be known by."""

    __tablename__ = "ticket_events"

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[EventKind] = mapped_column(enum_by_value(EventKind))
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    private: Mapped[Mapping[str, str] | None] = mapped_column(PrivateJson)
