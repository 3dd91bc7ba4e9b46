"""Whether somebody is who they say: the answer is the same for a wrong name and a wrong password."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database
from hotline.staff.attempts import count_attempt, forget_attempts
from hotline.staff.hashing import hash_password, is_outdated, is_password
from hotline.staff.member import StaffMember, get_active_staff, plain_username


@dataclass(frozen=True, kw_only=True)
class PasswordCheck:
    """`member` where the password is right; `locked_until` where the name is closed for now."""

    member: StaffMember | None = None
    locked_until: datetime | None = None


def verify_password(database: Database, *, username: str, password: str, clock: Clock) -> PasswordCheck:
    """Takes the database, not a session: hashing takes long, and SQLite has one writer for everybody."""
    name = plain_username(username)
    with database.transaction() as session:
        locked_until = count_attempt(session, username=name, now=clock.now())
        member = session.get(StaffMember, name)
    known = member if member is not None and not member.disabled else None
    is_right = is_password(password, of=known.password_hash if known else None)
    if locked_until is not None:
        return PasswordCheck(locked_until=locked_until)
    if known is None or not is_right:
        return PasswordCheck()
    with database.transaction() as session:
        forget_attempts(session, username=name)
        if is_outdated(known.password_hash):
            set_password(session, username=name, password=password)
    return PasswordCheck(member=known)


def set_password(session: Session, *, username: str, password: str) -> None:
    get_active_staff(session, username=username).password_hash = hash_password(password)
    session.flush()
