"""`hotline demo`: eight weeks of an invented county, in a database of its own."""

from functools import partial
from pathlib import Path

import click

from console.demo import live, read_county
from console.knowledge import read_hospital, read_knowledge
from console.paths import MIGRATIONS
from console.progress import progress_line
from console.secrets import data_key
from console.settings import read_settings
from console.words import Trouble, say
from hotline.clock import SystemClock
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.weeks import Week

_SEED = 20261123
_PASSWORD = "warm-lantern-77"  # noqa: S105 - of people who do not exist


@click.command()
@click.option("--seed", type=int, default=_SEED, show_default=True, help="Another seed is another county.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file; var/demo.db.")
def command(*, seed: int, out: Path | None) -> None:
    """Make a database with eight weeks of an invented county, up to last Sunday, and say how to look at it.

    Nothing of the hotline's own database is touched. An earlier demonstration is made anew.
    """
    settings = read_settings()
    file = out or settings.var / "demo.db"
    if out is not None and out.exists():
        raise Trouble("demo_taken", file=out)
    hospital, clock = read_hospital(settings), SystemClock()
    knowledge = read_knowledge(hospital=hospital)
    install_keyring(Keyring(data_key(settings)))
    last = Week.of(clock.now().astimezone(hospital.zone).date()).before()
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        old.unlink(missing_ok=True)
    migrate(f"sqlite:///{file}", folder=MIGRATIONS)
    database = Database(f"sqlite:///{file}")
    county = read_county(knowledge, zone=hospital.zone, last=last, seed=seed)
    try:
        with progress_line() as progress:
            count = live(database, county, password=_PASSWORD, lived=partial(progress, "demo"))
    finally:
        database.close()
    manager = county.facts["staff"]["manager"]
    facts = {"count": count, "file": file.resolve(), "week": last}
    click.echo(say("demo_made", **facts, user=manager, password=_PASSWORD))
