"""Who is at the desk: whoever has a page of it open that asked a moment ago."""

from datetime import datetime

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.database import Base, insert_into
from hotline.handoff.rules import rules


class DeskPresence(Base):
    """One row for each who ever had the desk open."""

    __tablename__ = "desk_presences"

    username: Mapped[str] = mapped_column(ForeignKey("staff_members.username"), primary_key=True)
    seen_at: Mapped[datetime]


def be_present(session: Session, *, username: str, at: datetime) -> None:
    seen = insert_into(session, DeskPresence).values(username=username, seen_at=at)
    session.execute(seen.on_conflict_do_update(index_elements=["username"], set_={"seen_at": at}))


def count_present(session: Session, *, now: datetime) -> int:
    seen = select(func.count()).where(DeskPresence.seen_at > now - rules().present_for)
    return session.scalars(seen).one()
