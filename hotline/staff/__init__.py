"""Who answers: members of staff, their passwords and their sign-ins."""

from hotline.staff.member import (
    NoSuchStaff,
    StaffMember,
    StaffRole,
    UsernameTaken,
    add_staff,
    disable_staff,
    get_active_staff,
    list_staff,
)
from hotline.staff.password import PasswordCheck, set_password, verify_password
from hotline.staff.sign_in import SignInSession, end_sign_in, find_signed_in, start_sign_in

__all__ = [
    "NoSuchStaff",
    "PasswordCheck",
    "SignInSession",
    "StaffMember",
    "StaffRole",
    "UsernameTaken",
    "add_staff",
    "disable_staff",
    "end_sign_in",
    "find_signed_in",
    "get_active_staff",
    "list_staff",
    "set_password",
    "start_sign_in",
    "verify_password",
]
