"""A member of staff: known by a user name that is never given twice, disabled but never deleted."""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base, enum_by_value
from hotline.staff.hashing import hash_password
from hotline.staff.password_rules import require_good_password

_USERNAME = re.compile(r"[\w.-]{2,40}")
_OURS = "hotline"


class StaffRole(StrEnum):
    """What a member of staff may do."""

    NURSE = "nurse"
    DEPARTMENT = "department"
    EMERGENCY = "emergency"
    EDITOR = "editor"
    CLINICIAN = "clinician"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class NoSuchStaff(Exception):  # noqa: N818 - a noun of the trade
    """Nobody active bears this user name."""

    def __init__(self, username: str) -> None:
        super().__init__(f"{username}: no active member of staff")
        self.username = username


class UsernameTaken(Exception):  # noqa: N818 - a noun of the trade
    """Somebody bears this user name, or once did."""

    def __init__(self, username: str) -> None:
        super().__init__(f"{username}: the user name is taken")
        self.username = username


class UsernameUnfit(Exception):  # noqa: N818 - a noun of the trade
    """Shorter than two characters, longer than forty, with blanks or signs in it, or the hotline's own."""

    def __init__(self, username: str) -> None:
        super().__init__(f"{username}: unfit for a user name")
        self.username = username


class StaffMember(Base):
    """`display_name` is what patients and colleagues read.

    `password_given`: somebody else chose the password, and knows it.
    """

    __tablename__ = "staff_members"

    username: Mapped[str] = mapped_column(String, primary_key=True)
    display_name: Mapped[str] = mapped_column(String)
    role: Mapped[StaffRole] = mapped_column(enum_by_value(StaffRole))
    department: Mapped[str | None] = mapped_column(String)
    password_hash: Mapped[str] = mapped_column(String)
    password_given: Mapped[bool] = mapped_column(default=False, server_default=false())
    disabled: Mapped[bool]
    created_at: Mapped[datetime]


def plain_username(typed: str) -> str:
    return typed.strip().casefold()


def add_staff(
    session: Session,
    *,
    username: str,
    display_name: str,
    role: StaffRole,
    department: str | None = None,
    password: str,
    given: bool = False,
    clock: Clock,
) -> StaffMember:
    """`given`: somebody else chose the password. Raises UsernameUnfit, UsernameTaken, PasswordRefused."""
    name = plain_username(username)
    if not _USERNAME.fullmatch(name) or name == _OURS:
        raise UsernameUnfit(name)
    if session.get(StaffMember, name) is not None:
        raise UsernameTaken(name)
    require_good_password(password, username=name)
    member = StaffMember(
        username=name,
        display_name=display_name,
        role=role,
        department=department,
        password_hash=hash_password(password),
        password_given=given,
        disabled=False,
        created_at=clock.now(),
    )
    session.add(member)
    session.flush()
    return member


def get_active_staff(session: Session, *, username: str) -> StaffMember:
    member = session.get(StaffMember, plain_username(username))
    if member is None or member.disabled:
        raise NoSuchStaff(username)
    return member


def list_staff(session: Session, *, also_disabled: bool = False) -> Sequence[StaffMember]:
    """Everybody active, by name; `also_disabled` those who have left too, last."""
    everybody = select(StaffMember).order_by(StaffMember.disabled, StaffMember.username)
    wanted = everybody if also_disabled else everybody.where(StaffMember.disabled.is_(False))
    return session.scalars(wanted).all()
