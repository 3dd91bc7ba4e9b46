"""A code on its way to a number: whoever reads it there may bind the number, once."""

import hmac
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, LookupHash, PrivateText, installed_keyring


class BindingCode(Base):
    """Kept as a keyed hash over its own id: a copy of the table opens nothing, and no two rows look alike.

    It bears no conversation: a number somebody merely typed must not join him to whoever owns it.
    """

    __tablename__ = "binding_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    identity_id: Mapped[UUID] = mapped_column(
        ForeignKey("channel_identities.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str] = mapped_column(PrivateText)
    phone_hash: Mapped[str] = mapped_column(LookupHash("phone"), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    good_until: Mapped[datetime]
    tries: Mapped[int]
    spent_at: Mapped[datetime | None]

    @classmethod
    def of(
        cls, code: str, *, identity_id: UUID, phone: str, asked_at: datetime, good_until: datetime
    ) -> Self:
        made, ring = uuid4(), installed_keyring()
        return cls(
            id=made,
            identity_id=identity_id,
            code_hash=ring.lookup_hash(_salted(made, code)),
            phone=phone,
            phone_hash=ring.lookup_hash(phone),
            asked_at=asked_at,
            good_until=good_until,
            tries=0,
        )

    def is_open(self, *, at: datetime) -> bool:
        # Before it was asked for, too: then the clock was set back.
        return self.spent_at is None and self.asked_at <= at < self.good_until

    def try_(self, code: str, *, most: int, at: datetime) -> bool:
        """Whether it is this one; the last try of `most` spends it, and so does the right one."""
        self.tries += 1
        said = installed_keyring().lookup_hashes(_salted(self.id, code))
        is_right = any(hmac.compare_digest(self.code_hash, one) for one in said)
        if is_right or self.tries >= most:
            self.spend(at=at)
        return is_right

    def spend(self, *, at: datetime) -> None:
        self.spent_at = at


def _salted(code_id: UUID, code: str) -> str:
    return f"{code_id} {code}"
