"""What patients and colleagues call the members of staff."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.staff.member import StaffMember


def staff_names(session: Session, *, usernames: Collection[str]) -> dict[str, str]:
    """Display names by user name, those who have left included."""
    if not usernames:
        return {}
    named = select(StaffMember.username, StaffMember.display_name).where(StaffMember.username.in_(usernames))
    return dict(session.execute(named).all())
