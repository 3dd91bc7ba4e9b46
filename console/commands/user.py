"""`hotline user`: who may sign in at the desk."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from console.settings import read_settings
from console.store import open_store
from console.words import Trouble, say
from desk.roles import must_have_second_factor
from hotline.clock import SystemClock
from hotline.staff import (
    LastAdministrator,
    NoSecondFactor,
    NoSuchStaff,
    PasswordCommon,
    PasswordShort,
    StaffRole,
    UsernameTaken,
    UsernameUnfit,
    add_staff,
    change_role,
    disable_staff,
    end_sign_ins,
    get_active_staff,
    list_staff,
    remove_second_factor,
    set_password,
    with_second_factor,
)

_ROLES = click.Choice([role.value for role in StaffRole])
_DEPARTMENT_HELP = "Its name in the hospital profile."


@click.group()
def command() -> None:
    """Add, list, change and disable those who may sign in at the desk."""


@command.command("add")
@click.argument("username")
@click.option(
    "--name", "display_name", required=True, help="As patients and colleagues read it, e.g. 王秀英."
)
@click.option("--role", type=_ROLES, default=StaffRole.NURSE.value)
@click.option("--department", help=_DEPARTMENT_HELP)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add_member(
    *, username: str, display_name: str, role: str, department: str | None, password_stdin: bool
) -> None:
    """Add USERNAME; asks for the password, which is stored as an argon2 hash."""
    if not display_name.strip():
        raise Trouble("name_blank")
    _require_department(StaffRole(role), department)
    password = _read_password(from_stdin=password_stdin)
    with _changing(username) as session:
        member = add_staff(
            session,
            username=username,
            display_name=display_name.strip(),
            role=StaffRole(role),
            department=department,
            password=password,
            clock=SystemClock(),
        )
    click.echo(say("user_added", username=member.username, name=member.display_name, role=role))
    _say_what_is_owed(member.username, StaffRole(role))


@command.command("list")
@click.option("--all", "also_disabled", is_flag=True, help="Those who have left too.")
def list_members(*, also_disabled: bool) -> None:
    """List who may sign in."""
    with open_store(read_settings()) as session:
        factors = with_second_factor(session)
        for member in list_staff(session, also_disabled=also_disabled):
            factor = "user_with_factor" if member.username in factors else "user_without_factor"
            line = say(
                "user_listed",
                username=member.username,
                role=member.role.value,
                factor=say(factor),
                name=member.display_name,
                department=member.department or "",
                left=say("user_left") if member.disabled else "",
            )
            click.echo(line.rstrip())


@command.command("disable")
@click.argument("username")
def disable_member(*, username: str) -> None:
    """Sign USERNAME out until an administrator enables the account again; the name is not given away."""
    with _changing(username) as session:
        disable_staff(session, username=username)
    click.echo(say("user_disabled", username=username))


@command.command("role")
@click.argument("username")
@click.argument("role", type=_ROLES)
@click.option("--department", help=f"{_DEPARTMENT_HELP} Without it the account has none.")
def change_members_role(*, username: str, role: str, department: str | None) -> None:
    """Give USERNAME another ROLE; it counts from the next page they open."""
    _require_department(StaffRole(role), department)
    with _changing(username) as session:
        change_role(session, username=username, role=StaffRole(role), department=department)
        owes = username if username not in with_second_factor(session) else None
    click.echo(say("user_role_changed", username=username, role=role))
    if owes:
        _say_what_is_owed(username, StaffRole(role))


@command.command("password")
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def set_members_password(*, username: str, password_stdin: bool) -> None:
    """Give USERNAME a new password; every sign-in with the old one ends."""
    with _changing(username) as session:
        get_active_staff(session, username=username)  # before anybody thinks of a password
    password = _read_password(from_stdin=password_stdin)
    with _changing(username) as session:
        set_password(session, username=username, password=password)
    click.echo(say("user_password_set", username=username))


@command.command("reset-second-factor")
@click.argument("username")
def reset_second_factor(*, username: str) -> None:
    """Take the second factor off USERNAME, whose telephone and recovery codes are lost."""
    with _changing(username) as session:
        member = get_active_staff(session, username=username)
        remove_second_factor(session, username=member.username)
        end_sign_ins(session, username=member.username)
    click.echo(say("second_factor_reset", username=member.username))
    _say_what_is_owed(member.username, member.role)


@contextmanager
def _changing(username: str) -> Iterator[Session]:
    """One transaction; what cannot be done is said so that it can be mended."""
    try:
        with open_store(read_settings()) as session:
            yield session
    except PasswordShort as fault:
        raise Trouble("password_short", least=fault.least) from fault
    except tuple(_TROUBLES) as fault:
        raise Trouble(_TROUBLES[type(fault)], username=username) from fault


_TROUBLES: dict[type[Exception], str] = {
    PasswordCommon: "password_common",
    UsernameTaken: "username_taken",
    UsernameUnfit: "username_unfit",
    NoSuchStaff: "no_such_user",
    LastAdministrator: "last_administrator",
    NoSecondFactor: "no_second_factor",
}


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password / 密码", hide_input=True, confirmation_prompt=True)
    return typed


def _require_department(role: StaffRole, department: str | None) -> None:
    if department is None:
        if role is StaffRole.DEPARTMENT:
            raise Trouble("department_missing")
        return
    from console.knowledge import read_hospital  # noqa: PLC0415 - slow to load, and most accounts have none

    known = [one.name for one in read_hospital(read_settings()).departments]
    if department not in known:
        raise Trouble("unknown_department", department=department, known="、".join(known))


def _say_what_is_owed(username: str, role: StaffRole) -> None:
    if must_have_second_factor(role):
        click.echo(say("second_factor_owed", username=username, role=role.value))
