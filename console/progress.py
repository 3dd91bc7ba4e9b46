"""Shows on the terminal how far a long step is; in a log, plain lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


def tell(sentence: str) -> None:
    click.echo(sentence)


@contextmanager
def progress_line() -> Iterator[Callable[[str, int, int], None]]:
    """A callback `(step, done, total)` drawn as a bar on a terminal, and not at all elsewhere."""
    from rich.console import Console  # noqa: PLC0415 - most commands show no bar and start faster without it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, object] = {}

        def show(step: str, done: int, total: int) -> None:
            task = tasks.get(step)
            if task is None:
                task = tasks[step] = bars.add_task(step, total=total)
            bars.update(task, completed=done, total=total)  # type: ignore[arg-type]

        yield show
