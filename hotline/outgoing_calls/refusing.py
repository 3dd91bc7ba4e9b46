"""Who does not want to be rung is not rung: kept by number until he, or a nurse for him, says otherwise."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base, LookupHash, PrivateText, installed_keyring, matches
from hotline.outgoing_calls.errors import NoSuchRefusal
from hotline.phone import plain_number


class RefusedNumber(Base):
    """`by` is CALLER, or the member of staff who was told so."""

    __tablename__ = "refused_numbers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(PrivateText)
    number_hash: Mapped[str] = mapped_column(LookupHash("number"), index=True)
    refused_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String)


def refuse_calls(session: Session, *, number: str, by: str, clock: Clock) -> None:
    """From now on; again changes nothing."""
    dialled = plain_number(number)
    if not dialled or are_calls_refused(session, number=dialled):
        return
    session.add(
        RefusedNumber(
            id=uuid4(),
            number=dialled,
            number_hash=installed_keyring().lookup_hash(dialled),
            refused_at=clock.now(),
            by=by,
        )
    )
    session.flush()


def allow_calls(session: Session, *, number: str) -> None:
    """Whoever has it may be rung again."""
    session.execute(delete(RefusedNumber).where(matches(RefusedNumber.number_hash, plain_number(number))))


def lift_refusal(session: Session, *, refusal_id: UUID) -> None:
    """The same for one row of the list. Raises NoSuchRefusal."""
    refusal = session.get(RefusedNumber, refusal_id)
    if refusal is None:
        raise NoSuchRefusal(refusal_id)
    allow_calls(session, number=refusal.number)


def are_calls_refused(session: Session, *, number: str) -> bool:
    same = matches(RefusedNumber.number_hash, plain_number(number))
    return session.scalar(select(RefusedNumber.id).where(same).limit(1)) is not None


def refused_numbers(session: Session, *, limit: int) -> Sequence[RefusedNumber]:
    """Newest first."""
    return session.scalars(select(RefusedNumber).order_by(RefusedNumber.refused_at.desc()).limit(limit)).all()
