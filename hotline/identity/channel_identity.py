"""Somebody as one channel knows him: his address, his one conversation, a number if he proved it."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, LookupHash, PrivateText, installed_keyring
from hotline.phone import plain_number

SEEN_EVERY = timedelta(minutes=1)
"""Who writes ten messages in a minute is noted once."""


class ChannelIdentity(Base):
    """`conversation_id` stays the one it was first given, also when the data key changes.

    `phone` is only ever set by `bind`: whoever holds it read a code there. `number_awaited_until` is set
    while we wait for the number he wants to bind.
    """

    __tablename__ = "channel_identities"
    __table_args__ = (UniqueConstraint("channel", "address_hash"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String)
    address: Mapped[str] = mapped_column(PrivateText)
    address_hash: Mapped[str] = mapped_column(LookupHash("address"))
    conversation_id: Mapped[str] = mapped_column(String, unique=True)
    following: Mapped[bool]
    phone: Mapped[str | None] = mapped_column(PrivateText)
    phone_hash: Mapped[str | None] = mapped_column(LookupHash("phone"), index=True)
    bound_at: Mapped[datetime | None]
    number_awaited_until: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)

    @classmethod
    def row(cls, *, channel: str, address: str, conversation_id: str, at: datetime) -> dict[str, Any]:
        """As it is inserted: two replicas may do so at the same moment."""
        return {
            "id": uuid4(),
            "channel": channel,
            "address": address,
            "address_hash": installed_keyring().lookup_hash(address),
            "conversation_id": conversation_id,
            "following": True,
            "first_seen_at": at,
            "last_seen_at": at,
        }

    def is_fresh(self, *, at: datetime) -> bool:
        """Whether there is nothing to note about his being here now."""
        return self.following and at - self.last_seen_at < SEEN_EVERY

    def see(self, *, at: datetime) -> Self:
        """He is here, so he is one of those who can be written to."""
        if not self.is_fresh(at=at):
            self.following, self.last_seen_at = True, max(self.last_seen_at, at)
        return self

    def leave(self) -> None:
        self.following = False

    def bind(self, phone: str, *, at: datetime) -> None:
        """He read the code that was sent there."""
        self.phone = plain_number(phone)
        self.phone_hash = installed_keyring().lookup_hash(self.phone)
        self.bound_at, self.number_awaited_until = at, None

    def unbind(self) -> bool:
        """Whether there was a number."""
        was_bound = self.phone is not None
        self.phone = self.phone_hash = self.bound_at = self.number_awaited_until = None
        return was_bound
