"""`hotline timers`: what is due on tickets, what is wrong with a timer, and one turn by hand."""

from datetime import datetime

import click

from console.knowledge import read_hospital
from console.lines import show_json
from console.roster import HospitalRoster
from console.settings import read_settings
from console.store import open_database, open_store
from console.timers import Timers
from console.words import say
from hotline.clock import SystemClock
from hotline.follow_up import Timer, due_timers, faulty_timers


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> None:
    """List what is due now, and what failed and is put off.

    A running hotline does what is due by itself, within seconds. Notes of staff are not shown.
    """
    if context.invoked_subcommand is not None:
        return
    now = SystemClock().now()
    with open_store(read_settings()) as session:
        found = {timer.id: timer for timer in (*due_timers(session, now=now), *faulty_timers(session))}
        for timer in found.values():
            _show(timer, now=now, as_json=as_json)
    if not found and not as_json:
        click.echo(say("no_timer_due"))


@command.command("run")
def run() -> None:
    """Do everything that is due now, once; safe beside a running hotline."""
    settings = read_settings()
    hospital = read_hospital(settings)
    with open_database(settings) as database:
        timers = Timers(database=database, clock=SystemClock(), roster=HospitalRoster(hospital))
        timers.remember()
        click.echo(say("timers_done", count=timers.turn()))


def _show(timer: Timer, *, now: datetime, as_json: bool) -> None:
    record = {
        "ticket": timer.ticket.number,
        "kind": timer.kind.value,
        "due_at": timer.due_at.isoformat(timespec="seconds"),
        "is_due": timer.look_at <= now,
        "tries": timer.tries,
        "fault": timer.fault,
    }
    if as_json:
        show_json(record)
    else:
        click.echo("  ".join(str(value if value is not None else "-") for value in record.values()))
