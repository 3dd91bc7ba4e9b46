"""Whether somebody is who they say: the answer is the same for a wrong name and a wrong password."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database
from hotline.staff.attempts import count_attempt, forget_attempts
from hotline.staff.hashing import hash_password, is_outdated, is_password
from hotline.staff.member import StaffMember, get_active_staff, plain_username
from hotline.staff.password_rules import require_good_password
from hotline.staff.second_factor import has_second_factor
from hotline.staff.sign_in import end_sign_ins


@dataclass(frozen=True, kw_only=True)
class PasswordCheck:
    """`member` where the password is right; `needs_code` where that is half of it."""

    member: StaffMember | None = None
    needs_code: bool = False
    locked_until: datetime | None = None


def verify_password(database: Database, *, username: str, password: str, clock: Clock) -> PasswordCheck:
    """Takes the database, not a session: hashing takes long, and SQLite has one writer for everybody.

    Where a code must follow, the attempt stays counted until the code is right: whoever knows the password
    must not win fresh guesses at the code by typing it again.
    """
    name = plain_username(username)
    with database.transaction() as session:
        locked_until = count_attempt(session, username=name, now=clock.now())
        member = session.get(StaffMember, name)
        needs_code = has_second_factor(session, username=name)
    known = member if member is not None and not member.disabled else None
    is_right = is_password(password, of=known.password_hash if known else None)
    if locked_until is not None:
        return PasswordCheck(locked_until=locked_until)
    if known is None or not is_right:
        return PasswordCheck()
    with database.transaction() as session:
        if not needs_code:
            forget_attempts(session, username=name)
        if is_outdated(known.password_hash):
            get_active_staff(session, username=name).password_hash = hash_password(password)
    return PasswordCheck(member=known, needs_code=needs_code)


def set_password(
    session: Session, *, username: str, password: str, but: str | None = None, given: bool = False
) -> None:
    """Ends every sign-in of the member; `but` is the token of the one that stays.

    `given`: somebody else chose it, so that it must be changed before anything else.
    Raises NoSuchStaff, PasswordRefused.
    """
    member = get_active_staff(session, username=username)
    require_good_password(password, username=member.username)
    member.password_hash, member.password_given = hash_password(password), given
    end_sign_ins(session, username=member.username, but=but)
    session.flush()
