"""Five wrong passwords in a row close a user name for a while, whether or not anybody bears it."""

from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.database import Base, insert_into, installed_keyring

ALLOWED_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


class SignInAttempts(Base):
    """Kept by keyed hash: people type their password into the wrong field."""

    __tablename__ = "sign_in_attempts"

    name_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]


def count_attempt(session: Session, *, username: str, now: datetime) -> datetime | None:
    """Count one attempt before it is checked; gives the end of the lock where there is one.

    Counting first keeps many guesses sent at once from passing before the fifth failure is written.
    """
    attempts = _lock_attempts(session, username=username, now=now)
    open_again_at = attempts.last_at + LOCKED_FOR
    if now >= open_again_at:
        attempts.failures = 0
    elif attempts.failures >= ALLOWED_FAILURES:
        return open_again_at
    attempts.failures += 1
    attempts.last_at = now
    return None


def forget_attempts(session: Session, *, username: str) -> None:
    session.execute(delete(SignInAttempts).where(SignInAttempts.name_hash == _name_hash(username)))


def _lock_attempts(session: Session, *, username: str, now: datetime) -> SignInAttempts:
    """The conflict is an update: it holds the row, which somebody who signs in may be about to delete."""
    row = {"name_hash": _name_hash(username), "failures": 0, "last_at": now}
    begun = insert_into(session, SignInAttempts).values(row)
    same = {"name_hash": begun.excluded.name_hash}
    session.execute(begun.on_conflict_do_update(index_elements=["name_hash"], set_=same))
    return session.scalars(select(SignInAttempts).where(SignInAttempts.name_hash == row["name_hash"])).one()


def _name_hash(username: str) -> str:
    return installed_keyring().lookup_hash(username)
