"""`hotline person`: what is kept of one person, handed out or deleted on request."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from console.person_file import write_person
from console.settings import read_settings
from console.store import open_store
from console.words import Trouble, say
from hotline.clock import SystemClock
from hotline.privacy import (
    Deletion,
    Person,
    delete_person,
    find_person,
    note_export,
    plan_deletion,
    retention,
    tell_person,
)
from hotline.staff import (
    NoSuchStaff,
    ViewDeed,
    ViewedThing,
    Viewing,
    address_hash,
    get_active_staff,
    log_view,
)

_PHONE = click.option(
    "--phone",
    prompt="Phone / 电话",
    help="Asked for when left out, which keeps it out of the shell's history.",
)
_BY = click.option("--by", "username", required=True, help="The member of staff who checked who is asking.")


@click.group()
def command() -> None:
    """Hand out or delete what is kept of one person. Check first that it is he who asks."""


@command.command()
@_PHONE
@_BY
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(*, phone: str, username: str, file: Path) -> None:
    """Write everything to FILE as JSON, and beside it as a page to read."""
    clock = SystemClock()
    with open_store(read_settings()) as session:
        by = _staff(session, username)
        told = tell_person(session, person=_known(find_person(session, phone=phone)))
        request = note_export(session, by=by, told=told, clock=clock)
        log_view(
            session,
            viewing=Viewing(
                by=by,
                what=ViewedThing.EXPORT,
                deed=ViewDeed.OPENED,
                number=str(request.id),
                at=clock.now(),
                address_hash=address_hash("console"),
            ),
        )
        page = write_person(file, told=told, at=clock.now())
    click.echo(say("person_exported", file=file, page=page))


@command.command()
@_PHONE
@_BY
@click.option("--reason", required=True, help="Why, e.g. who asked and how they were checked; no number.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def delete(*, phone: str, username: str, reason: str, yes: bool) -> None:
    """Forget everything that no law makes us keep, and say what is kept and why."""
    clock = SystemClock()
    with open_store(read_settings()) as session:
        _staff(session, username)
        person = _known(find_person(session, phone=phone))
        _show(plan_deletion(session, person=person, clock=clock), others=len(person.others))
    if not yes:
        click.confirm(say("person_confirm"), abort=True)
    with open_store(read_settings()) as session:
        by = _staff(session, username)
        person = find_person(session, phone=phone)
        done = delete_person(session, person=person, by=by, reason=reason, clock=clock).done
    click.echo(say("person_deleted", rows=sum(done.values())) if done else say("person_unchanged"))


def _staff(session: Session, username: str) -> str:
    try:
        return get_active_staff(session, username=username).username
    except NoSuchStaff as fault:
        raise Trouble("no_such_user", username=username) from fault


def _known(person: Person) -> Person:
    if not person.is_known:
        raise Trouble("person_unknown")
    return person


def _show(plan: Deletion, *, others: int) -> None:
    for kind, rows in plan.done.items():
        click.echo(say("person_goes", kind=kind, rows=rows))
    for kind, rows in plan.kept.items():
        click.echo(say("person_stays", kind=kind, rows=rows, why=retention().kinds[kind].why))
    if others:
        click.echo(say("person_others", n=others))
