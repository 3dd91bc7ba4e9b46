"""`hotline safety-case`: what a hospital's safety committee reads before it lets patients call."""

from pathlib import Path

import click

from console.hazards import FaultyHazardLog, load_hazards
from console.knowledge import read_hospital
from console.safety_case import Plan, SafetyCase
from console.settings import read_settings
from console.words import Trouble
from hotline.clock import Clock, SystemClock
from hotline.safety.screening import shipped_rules


@click.command("safety-case")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def command(*, out: Path | None) -> None:
    """Print hazard log, rules, figures of the corpora and known limits as one Markdown document."""
    text = _write(clock=SystemClock())
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")


def _write(*, clock: Clock) -> str:
    """Raises `Trouble` where the hazard log or a corpus cannot be read, as in an image without tests/."""
    hospital = read_hospital(read_settings())
    at = clock.now().astimezone(hospital.zone)
    try:
        log = load_hazards()
        case = SafetyCase(log=log, rules=shipped_rules(), plan=Plan.read(), hospital=hospital, at=at)
        return case.markdown()
    except (FaultyHazardLog, FileNotFoundError) as fault:
        raise Trouble("no_safety_case", fault=fault) from fault
