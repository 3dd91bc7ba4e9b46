"""`hotline kb`: check, build and measure what we know."""

import sys
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from console.commands import recall
from console.lines import show_json
from console.paths import EVALUATION, KNOWLEDGE
from console.preparation import Preparation
from console.progress import progress_line, tell
from console.settings import read_settings
from console.words import Trouble, say
from hotline.clock import SystemClock

if TYPE_CHECKING:
    from knowledge_base import CheckReport


@click.group()
def command() -> None:
    """Check, build and measure the knowledge base, and take answers back."""


command.add_command(recall.command)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check(*, as_json: bool) -> None:
    """Validate every file, and the hospital's own where there is a database; exit 1 where there is a fault.

    A review that expired is a notice.
    """
    from knowledge_base import check_knowledge  # noqa: PLC0415 - `hotline kb build` need not wait for it

    shipped = check_knowledge(KNOWLEDGE, today=_today())
    reports = (shipped,) if shipped.faults else (shipped, _own())
    faults = [asdict(fault) for report in reports for fault in report.faults]
    notices = [asdict(one) for report in reports for one in report.notices]
    counts = {kind: count for report in reports for kind, count in report.counts.items()}
    if as_json:
        show_json({"faults": faults, "notices": notices, "counts": counts})
    else:
        for row in (*notices, *faults):
            click.echo("  ".join(value or "-" for value in row.values()))
        click.echo("  ".join(f"{kind} {count}" for kind, count in counts.items()))
        click.echo(say("kb_sound") if not faults else f"{len(faults)}")
    sys.exit(1 if faults else 0)


def _own() -> "CheckReport":
    from console.knowledge import read_hospital  # noqa: PLC0415
    from console.overlay import check_overlay  # noqa: PLC0415

    settings = read_settings()
    return check_overlay(settings, hospital=read_hospital(settings), clock=SystemClock())


def _today() -> date | None:
    """None where the profile is faulty, whose faults are listed: which day it is there, nobody knows."""
    from console.knowledge import hospital_day, read_hospital  # noqa: PLC0415

    try:
        return hospital_day(read_hospital(read_settings()), clock=SystemClock())
    except Trouble:
        return None


@command.command()
def build() -> None:
    """Make the model and the index; only changed entries are embedded."""
    with progress_line() as progress:
        Preparation(read_settings(), tell=tell, progress=progress).run(("model", "index"))


@command.command()
def calibrate() -> None:
    """Learn what the phrasings teach, then the weights from the development questions.

    The test set is never looked at.
    """
    from console.knowledge import learn_from_phrasings, open_index, read_hospital, read_knowledge  # noqa: PLC0415
    from knowledge_base import calibration  # noqa: PLC0415
    from knowledge_base.evaluation import read_questions  # noqa: PLC0415

    settings = read_settings()
    knowledge = read_knowledge(hospital=read_hospital(settings))
    learn_from_phrasings(settings, knowledge=knowledge)
    index, encoder = open_index(settings, knowledge=knowledge)
    questions = read_questions(EVALUATION / "dev.yml")
    calibration.write(calibration.calibrate(knowledge, index, encoder, questions=questions))


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
