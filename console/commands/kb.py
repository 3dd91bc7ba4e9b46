"""`hotline kb`: check, build and measure what we know."""

import sys
from dataclasses import asdict

import click

from console.lines import show_json
from console.paths import EVALUATION, KNOWLEDGE
from console.preparation import Preparation
from console.progress import progress_line, tell
from console.settings import read_settings
from console.words import say


@click.group()
def command() -> None:
    """Check, build and measure the knowledge base."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check(*, as_json: bool) -> None:
    """Validate every file; exit 1 where there is a fault."""
    from knowledge_base import check_knowledge  # noqa: PLC0415 - `hotline kb build` need not wait for it

    report = check_knowledge(KNOWLEDGE)
    faults = [{"file": fault.file, "entry": fault.entry, "fault": fault.fault} for fault in report.faults]
    if as_json:
        show_json({"faults": faults, "counts": dict(report.counts)})
    else:
        for fault in faults:
            click.echo(f"{fault['file']}  {fault['entry'] or '-'}  {fault['fault']}")
        click.echo("  ".join(f"{kind} {count}" for kind, count in report.counts.items()))
        click.echo(say("kb_sound") if not faults else f"{len(faults)}")
    sys.exit(1 if faults else 0)


@command.command()
def build() -> None:
    """Make the model and the index; only changed entries are embedded."""
    with progress_line() as progress:
        Preparation(read_settings(), tell=tell, progress=progress).run(("model", "index"))


@command.command("eval")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a set.")
def evaluate_sets(*, as_json: bool) -> None:
    """Print how well the search answers the committed questions, dev and test apart."""
    from console.knowledge import open_search, read_hospital, read_knowledge  # noqa: PLC0415
    from knowledge_base.evaluation import evaluate, read_questions  # noqa: PLC0415

    settings = read_settings()
    search = open_search(settings, knowledge=read_knowledge(hospital=read_hospital(settings)))
    for name in ("dev", "test"):
        figures = asdict(evaluate(search, read_questions(EVALUATION / f"{name}.yml")))
        if as_json:
            show_json({"set": name, **figures})
        else:
            shown = (
                f"{key} {round(value, 3) if isinstance(value, float) else value}"
                for key, value in figures.items()
            )
            click.echo(f"{name}: " + ", ".join(shown))
