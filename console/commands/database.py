"""`hotline database`: the store's form, moved forward by numbered steps."""

import click

from console.preparation import Preparation
from console.progress import progress_line, tell
from console.settings import read_settings


@click.group()
def command() -> None:
    """Bring the database to the newest form."""


@command.command()
def upgrade() -> None:
    """Take every missing step; safe to repeat."""
    with progress_line() as progress:
        Preparation(read_settings(), tell=tell, progress=progress).run(("database",))
