"""`hotline privacy`: how long what is kept and why, and purging what is older."""

import click

from console.purge import Purge
from console.settings import read_settings
from console.store import open_database, open_store
from console.words import say
from hotline.clock import SystemClock
from hotline.privacy import due_for_purge, retention


@click.group()
def command() -> None:
    """Say how long what is kept, and purge what is older."""


@command.command()
def rules() -> None:
    """Print how long each kind is kept, what the law demands, and why."""
    for kind, rule in retention().kinds.items():
        keep = (
            say("privacy_years", n=rule.keep.years)
            if rule.keep.years
            else say("privacy_days", n=rule.keep.days)
        )
        leaves = say("privacy_leaves_rows" if rule.leaves == "statistics" else "privacy_leaves_nothing")
        click.echo(say("privacy_rule", kind=kind, keep=keep, leaves=leaves, why=rule.why))


@command.command()
@click.option("--dry-run", is_flag=True, help="Only count what would be taken.")
def purge(*, dry_run: bool) -> None:
    """Take away what is older than its rule, as every night does by itself; safe to repeat."""
    settings, clock = read_settings(), SystemClock()
    if dry_run:
        with open_store(settings) as session:
            taken = due_for_purge(session, clock=clock)
    else:
        with open_database(settings) as database:
            taken = Purge(database, journal_folder=settings.var / "journal", clock=clock).run()
    for kind, rows in taken.items():
        click.echo(say("purge_due" if dry_run else "purged", kind=kind, rows=rows))
    if not taken:
        click.echo(say("purge_nothing"))
