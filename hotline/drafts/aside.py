"""Gaps that need no entry: set aside by somebody who says why, until several new people ask."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base

LONGEST_WHY_NOT = 100


class GapSetAside(Base):
    """`known_as` are all names the gap had then, one a wording: what is asked otherwise is no part of it."""

    __tablename__ = "gaps_set_aside"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    known_as: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String)
    set_by: Mapped[str] = mapped_column(String)
    set_at: Mapped[datetime] = mapped_column(index=True)


def set_gap_aside(
    session: Session, *, known_as: Collection[str], reason: str, by: str, clock: Clock
) -> GapSetAside:
    aside = GapSetAside(known_as=sorted(known_as), reason=reason, set_by=by, set_at=clock.now())
    session.add(aside)
    session.flush()
    return aside


def gaps_set_aside(session: Session, *, since: datetime) -> Sequence[GapSetAside]:
    """What was set aside last first."""
    return session.scalars(
        select(GapSetAside)
        .where(GapSetAside.set_at >= since)
        .order_by(GapSetAside.set_at.desc(), GapSetAside.id)
    ).all()
