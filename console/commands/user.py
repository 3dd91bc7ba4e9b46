"""`hotline user`: who may sign in at the desk."""

import sys

import click

from console.settings import read_settings
from console.store import open_store
from console.words import Trouble, say
from hotline.clock import SystemClock
from hotline.staff import StaffRole, UsernameTaken, add_staff, list_staff

_SHORTEST_PASSWORD = 10


@click.group()
def command() -> None:
    """Add and list staff."""


@command.command("add")
@click.argument("username")
@click.option(
    "--name", "display_name", required=True, help="As patients and colleagues read it, e.g. 王秀英."
)
@click.option("--role", type=click.Choice([role.value for role in StaffRole]), default=StaffRole.NURSE.value)
@click.option("--department", help="Its name in the hospital profile.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add_member(
    *, username: str, display_name: str, role: str, department: str | None, password_stdin: bool
) -> None:
    """Add USERNAME; asks for the password, which is stored as an argon2 hash."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password / 密码", hide_input=True, confirmation_prompt=True)
    if len(password) < _SHORTEST_PASSWORD:
        raise Trouble("password_short", length=_SHORTEST_PASSWORD)
    try:
        with open_store(read_settings()) as session:
            add_staff(
                session,
                username=username,
                display_name=display_name,
                role=StaffRole(role),
                department=department,
                password=password,
                clock=SystemClock(),
            )
    except UsernameTaken as fault:
        raise Trouble("username_taken", username=username) from fault
    click.echo(say("user_added", username=username, name=display_name, role=role))


@command.command("list")
def list_members() -> None:
    """List who may sign in."""
    with open_store(read_settings()) as session:
        for member in list_staff(session):
            click.echo(
                f"{member.username:16} {member.role.value:14} {member.display_name} {member.department or ''}"
            )
