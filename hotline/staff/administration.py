"""Who may sign in and as what: changed by an administrator, of whom one always remains."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.staff.member import NoSuchStaff, StaffMember, StaffRole, get_active_staff, plain_username
from hotline.staff.password import set_password
from hotline.staff.sign_in import end_sign_ins


class LastAdministrator(Exception):  # noqa: N818 - a noun of the trade
    """Without this member nobody could add or reset anybody."""

    def __init__(self, username: str) -> None:
        super().__init__(f"{username}: the only active administrator")
        self.username = username


class NotDisabled(Exception):  # noqa: N818 - a noun of the trade
    """The account is in use already."""

    def __init__(self, username: str) -> None:
        super().__init__(f"{username}: the account is not disabled")
        self.username = username


def disable_staff(session: Session, *, username: str) -> None:
    """Ends their sign-ins too. Raises NoSuchStaff, LastAdministrator."""
    member = get_active_staff(session, username=username)
    _require_another_administrator(session, member)
    member.disabled = True
    end_sign_ins(session, username=member.username)
    session.flush()


def enable_staff(session: Session, *, username: str, password: str) -> StaffMember:
    """Back under the old name and role, with a password to be changed at the first sign-in.

    Raises NoSuchStaff, NotDisabled, PasswordRefused.
    """
    member = session.get(StaffMember, plain_username(username))
    if member is None:
        raise NoSuchStaff(username)
    if not member.disabled:
        raise NotDisabled(member.username)
    member.disabled = False
    set_password(session, username=member.username, password=password, given=True)
    return member


def change_role(session: Session, *, username: str, role: StaffRole, department: str | None) -> StaffMember:
    """Counts from the next page they open. Raises NoSuchStaff, LastAdministrator."""
    member = get_active_staff(session, username=username)
    if role is not StaffRole.ADMINISTRATOR:
        _require_another_administrator(session, member)
    member.role, member.department = role, department
    session.flush()
    return member


def _require_another_administrator(session: Session, member: StaffMember) -> None:
    """Locks them all: two who disable each other at the same time must not both succeed."""
    if member.role is not StaffRole.ADMINISTRATOR:
        return
    administrators = session.scalars(
        select(StaffMember)
        .where(StaffMember.role == StaffRole.ADMINISTRATOR)
        .order_by(StaffMember.username)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if not any(one for one in administrators if one.username != member.username and not one.disabled):
        raise LastAdministrator(member.username)
