"""How somebody wants to be reminded, if at all: kept by conversation, and by number where we know it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base, LookupHash, PrivateText, enum_by_value, installed_keyring, matches
from hotline.identity import bound_phone
from hotline.phone import plain_number
from hotline.reminders.vocabulary import ReminderMeans


class ReminderPreference(Base):
    """The newest row that fits counts; `means` is None where he is to be reminded again, however it is."""

    __tablename__ = "reminder_preferences"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String, index=True)
    phone: Mapped[str | None] = mapped_column(PrivateText)
    phone_hash: Mapped[str | None] = mapped_column(LookupHash("phone"), index=True)
    means: Mapped[ReminderMeans | None] = mapped_column(enum_by_value(ReminderMeans))
    by: Mapped[str] = mapped_column(String)
    at: Mapped[datetime] = mapped_column(index=True)

    @classmethod
    def of(
        cls, means: ReminderMeans | None, *, conversation_id: str, phone: str | None, by: str, at: datetime
    ) -> Self:
        known = plain_number(phone or "") or None
        hashed = installed_keyring().lookup_hash(known) if known else None
        return cls(
            id=uuid4(),
            conversation_id=conversation_id,
            phone=known,
            phone_hash=hashed,
            means=means,
            by=by,
            at=at,
        )


def prefer(
    session: Session,
    *,
    conversation_id: str,
    means: ReminderMeans | None,
    by: str,
    clock: Clock,
    phone: str | None = None,
) -> None:
    """From now on, in every talk of that number. It is the one he bound, where none is given."""
    phone = phone or bound_phone(session, conversation_id=conversation_id)
    said = _said(session, conversation_id=conversation_id, phone=phone)
    for one in said:
        one.means, one.by, one.at = means, by, clock.now()
    if not said or (phone and all(one.phone is None for one in said)):
        session.add(
            ReminderPreference.of(means, conversation_id=conversation_id, phone=phone, by=by, at=clock.now())
        )
    session.flush()


def find_means(session: Session, *, conversation_id: str, phone: str | None) -> ReminderMeans | None:
    """What was said last in this conversation or for this number; None where nothing was."""
    said = _said(session, conversation_id=conversation_id, phone=phone)
    return said[0].means if said else None


def _said(session: Session, *, conversation_id: str, phone: str | None) -> Sequence[ReminderPreference]:
    own = ReminderPreference.conversation_id == conversation_id
    dialled = plain_number(phone or "")
    theirs = or_(own, matches(ReminderPreference.phone_hash, dialled)) if dialled else own
    said = select(ReminderPreference).where(theirs)
    return session.scalars(said.order_by(ReminderPreference.at.desc(), ReminderPreference.id)).all()
