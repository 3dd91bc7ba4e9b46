"""`hotline prepare`: make what the hotline needs, without starting it."""

import click

from console.preparation import STEPS, Preparation
from console.progress import progress_line, tell
from console.settings import read_settings


@click.command()
@click.option("--only", multiple=True, type=click.Choice(STEPS), help="This step alone; may be repeated.")
def command(*, only: tuple[str, ...]) -> None:
    """Make the model, the index, the dialogue model and the database, each only when it changed."""
    with progress_line() as progress:
        Preparation(read_settings(), tell=tell, progress=progress).run(only)
