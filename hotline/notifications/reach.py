"""Where a member of staff is reached away from the desk: by a number, an address, or a browser."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base, LookupHash, PrivateText, installed_keyring, matches
from hotline.phone import plain_number

_STAFF = "staff_members.username"


class StaffReach(Base):
    """Given by the member himself; either may be missing."""

    __tablename__ = "staff_reaches"

    username: Mapped[str] = mapped_column(ForeignKey(_STAFF), primary_key=True)
    phone: Mapped[str | None] = mapped_column(PrivateText)
    email: Mapped[str | None] = mapped_column(PrivateText)


class PushSubscription(Base):
    """One browser that shows notices of this member; `endpoint` is a capability and kept like a secret."""

    __tablename__ = "push_subscriptions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey(_STAFF), index=True)
    endpoint: Mapped[str] = mapped_column(PrivateText)
    endpoint_hash: Mapped[str] = mapped_column(LookupHash("endpoint"), index=True)
    p256dh: Mapped[str] = mapped_column(PrivateText)
    auth: Mapped[str] = mapped_column(PrivateText)
    name: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime]

    @property
    def address(self) -> str:
        """As the browser gave it, in JSON."""
        return json.dumps(
            {"endpoint": self.endpoint, "keys": {"p256dh": self.p256dh, "auth": self.auth}}, sort_keys=True
        )

    @classmethod
    def new(
        cls, *, username: str, endpoint: str, p256dh: str, auth: str, name: str, created_at: datetime
    ) -> Self:
        return cls(
            id=uuid4(),
            username=username,
            endpoint=endpoint,
            endpoint_hash=installed_keyring().lookup_hash(endpoint),
            p256dh=p256dh,
            auth=auth,
            name=name,
            created_at=created_at,
        )


def find_reach(session: Session, *, username: str) -> StaffReach | None:
    return session.get(StaffReach, username)


def set_reach(session: Session, *, username: str, phone: str | None, email: str | None) -> StaffReach:
    """Replaces what was there; None takes away."""
    reach = session.get(StaffReach, username)
    if reach is None:
        reach = StaffReach(username=username)
        session.add(reach)
    reach.phone = plain_number(phone) if phone else None
    reach.email = email.strip() if email else None
    session.flush()
    return reach


def subscriptions_of(session: Session, *, username: str) -> Sequence[PushSubscription]:
    """Oldest first."""
    own = select(PushSubscription).where(PushSubscription.username == username)
    return session.scalars(own.order_by(PushSubscription.created_at)).all()


def subscribe(
    session: Session, *, username: str, endpoint: str, p256dh: str, auth: str, name: str, clock: Clock
) -> PushSubscription:
    """A browser belongs to whoever subscribed it last: the one before him is no longer told there."""
    unsubscribe(session, endpoint=endpoint)
    made = PushSubscription.new(
        username=username, endpoint=endpoint, p256dh=p256dh, auth=auth, name=name, created_at=clock.now()
    )
    session.add(made)
    session.flush()
    return made


def unsubscribe(session: Session, *, endpoint: str) -> None:
    session.execute(
        delete(PushSubscription).where(matches(PushSubscription.endpoint_hash, endpoint)),
        execution_options={"synchronize_session": "fetch"},
    )


def drop_subscription(session: Session, *, subscription_id: UUID) -> None:
    """The browser's service said that it is gone."""
    session.execute(delete(PushSubscription).where(PushSubscription.id == subscription_id))
