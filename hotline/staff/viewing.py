"""Who looked at whose details, and when: kept apart from what happened to a ticket."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import String, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.database import Base, enum_by_value, installed_keyring

SAME_VIEW = timedelta(minutes=5)
"""A page opened again by the same member within this time is the same view."""


class ViewedThing(StrEnum):
    """What was looked at."""

    TICKET = "ticket"
    ALARM = "alarm"
    CONVERSATION = "conversation"
    EXPORT = "export"


class ViewDeed(StrEnum):
    """How: a page opened with numbers masked where they can be, or a whole number asked for."""

    OPENED = "opened"
    UNVEILED = "unveiled"


@dataclass(frozen=True, kw_only=True)
class Viewing:
    """One view to be kept; `number` is the ticket's, else the id of what was looked at."""

    by: str
    what: ViewedThing
    deed: ViewDeed
    number: str
    at: datetime
    address_hash: str
    id: UUID = field(default_factory=uuid4)


class DetailView(Base):
    """One view; bound to no other table, for a log refuses nothing and outlives what it tells of."""

    __tablename__ = "detail_views"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(String, index=True)
    what: Mapped[ViewedThing] = mapped_column(enum_by_value(ViewedThing))
    deed: Mapped[ViewDeed] = mapped_column(enum_by_value(ViewDeed))
    number: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    address_hash: Mapped[str] = mapped_column(String(64))


def address_hash(address: str) -> str:
    """Tells equal addresses from different ones as long as the data key stays, and no more."""
    return installed_keyring().lookup_hash(f"address {address}")


def log_view(session: Session, *, viewing: Viewing) -> None:
    """Doing it again changes nothing."""
    if session.get(DetailView, viewing.id) is None and not _is_going_on(session, viewing):
        session.add(
            DetailView(
                id=viewing.id,
                by=viewing.by,
                what=viewing.what,
                deed=viewing.deed,
                number=viewing.number,
                at=viewing.at,
                address_hash=viewing.address_hash,
            )
        )
        session.flush()


def list_views(
    session: Session, *, numbers: Collection[str] = (), by: str | None = None, skip: int = 0, limit: int
) -> Sequence[DetailView]:
    """Newest first; of any of these `numbers`, of this member, where given."""
    newest = select(DetailView).order_by(DetailView.at.desc(), DetailView.id)
    if numbers:
        newest = newest.where(DetailView.number.in_(numbers))
    if by is not None:
        newest = newest.where(DetailView.by == by)
    return session.scalars(newest.offset(skip).limit(limit)).all()


def _is_going_on(session: Session, viewing: Viewing) -> bool:
    """A page that renews itself, or is shown anew after each deed, is one look at it."""
    if viewing.deed is not ViewDeed.OPENED or viewing.what is ViewedThing.EXPORT:
        return False
    same = (
        (DetailView.by == viewing.by)
        & (DetailView.what == viewing.what)
        & (DetailView.deed == viewing.deed)
        & (DetailView.number == viewing.number)
        & (DetailView.address_hash == viewing.address_hash)
        & (DetailView.at > viewing.at - SAME_VIEW)
        & (DetailView.at <= viewing.at)
    )
    return bool(session.scalar(select(exists().where(same))))
