"""The only history of a ticket: numbered facts, never changed, each chained to the one before it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.audit import event_hash, instant, private_digest
from hotline.database import Base, PrivateJson, PrivateText, enum_by_value
from hotline.tickets.vocabulary import EventKind

_SALT_BYTES = 16


class TicketEvent(Base):
    """`data` holds plain facts, `private` what a patient said or could be known by.

    `number` is the ticket's as it was then. `private_digest` goes on standing for the private text after
    that was forgotten; `seal` is the audit seal that covers the event, None until the next one is set.
    """

    __tablename__ = "ticket_events"

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(11))
    kind: Mapped[EventKind] = mapped_column(enum_by_value(EventKind))
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    private: Mapped[Mapping[str, str] | None] = mapped_column(PrivateJson)
    private_salt: Mapped[str | None] = mapped_column(PrivateText)
    private_digest: Mapped[str | None] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[int | None] = mapped_column(index=True)

    @classmethod
    def chained(
        cls,
        *,
        ticket_id: UUID,
        number: str,
        after: "TicketEvent | None",
        kind: EventKind,
        by: str,
        at: datetime,
        data: Mapping[str, Any],
        private: Mapping[str, str] | None,
    ) -> Self:
        salt = secrets.token_hex(_SALT_BYTES) if private else None
        event = cls(
            ticket_id=ticket_id,
            seq=after.seq + 1 if after else 1,
            number=number,
            kind=kind,
            at=at,
            by=by,
            data=dict(data),
            private=private or None,
            private_salt=salt,
            private_digest=private_digest(private, salt=salt) if private and salt else None,
            previous=after.hash if after else "",
        )
        event.hash = event_hash(event.facts())
        return event

    def facts(self) -> dict[str, Any]:
        """What the hash covers, as an export writes it."""
        return {
            "ticket": str(self.ticket_id),
            "number": self.number,
            "seq": self.seq,
            "kind": self.kind.value,
            "at": instant(self.at),
            "by": self.by,
            "data": self.data,
            "private_digest": self.private_digest,
            "previous": self.previous,
        }

    def forget_private(self) -> None:
        """The text goes, and with the salt the last way to guess it; the chain stays unbroken."""
        self.private = self.private_salt = None
