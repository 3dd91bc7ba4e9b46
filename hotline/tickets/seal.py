"""A seal stands over every event kept since the last: what it covers cannot be dropped unnoticed."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.audit import instant, seal_hash
from hotline.database import Base


class AuditSeal(Base):
    """`events` were kept since the seal before, whose hash is `previous`; `digest` stands for them all."""

    __tablename__ = "audit_seals"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    events: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    def facts(self) -> dict[str, object]:
        """What the hash covers, as an export writes it."""
        return {
            "seal": self.number,
            "at": instant(self.at),
            "events": self.events,
            "digest": self.digest,
            "previous": self.previous,
        }

    def close(self) -> None:
        self.hash = seal_hash(self.facts())
