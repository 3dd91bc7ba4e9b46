"""`hotline report`: the report values in a message, how worrying they are, and what is said back."""

import click

from console.lines import lines_of, show_json
from console.paths import KNOWLEDGE
from console.words import Trouble
from knowledge_base import KnowledgeFaulty
from knowledge_base.reports import Reading, ReportReader, open_reader


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.argument("text", nargs=-1, required=True)
def command(*, as_json: bool, text: tuple[str, ...]) -> None:
    """Read the values in TEXT, or in each line of standard input with `-`."""
    reader = _open()
    for line in lines_of(text):
        readings = reader.read(line)
        if as_json:
            show_json({"text": line, "readings": [_record(reading) for reading in readings]})
        else:
            _show(line, readings)


def _open() -> ReportReader:
    """Raises `Trouble` with the first fault of the indicators."""
    try:
        return open_reader(KNOWLEDGE)
    except KnowledgeFaulty as faulty:
        raise Trouble("knowledge_faults", count=len(faulty.faults), first=faulty.faults[0]) from faulty


def _record(reading: Reading) -> dict[str, object]:
    return {
        "indicator": reading.name,
        "value": _short(reading.value),
        "unit": reading.unit,
        "level": reading.level,
        "say": reading.say,
    }


def _show(line: str, readings: tuple[Reading, ...]) -> None:
    click.echo(line)
    for reading in readings:
        click.echo(f"  {reading.level:9}  {reading.name} {_short(reading.value)} {reading.unit}".rstrip())
        click.echo(f"             {reading.say}")


def _short(value: float | str) -> float | int | str:
    """160, not 160.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
