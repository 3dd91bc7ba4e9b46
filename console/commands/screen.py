"""`hotline screen`: what the red-flag rules make of a message, and with `--full` the second opinion."""

from collections.abc import Callable
from typing import Any

import click

from console.lines import lines_of, show_json
from hotline.safety import Screening, screen

Screen = Callable[[str], tuple[Screening, dict[str, Any]]]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--full", is_flag=True, help="With the values of reports and the second opinion.")
@click.argument("text", nargs=-1, required=True)
def command(*, as_json: bool, full: bool, text: tuple[str, ...]) -> None:
    """Screen TEXT, or each line of standard input with `-`."""
    look = _full() if full else _by_rules
    for line in lines_of(text):
        verdict, more = look(line)
        if as_json:
            show_json(
                {
                    "text": line,
                    "grade": verdict.grade.value,
                    "rules": list(verdict.rules),
                    "kind": verdict.kind,
                    "say": verdict.say,
                    **more,
                }
            )
            continue
        click.echo(f"{verdict.grade.value:9}  {line}")
        if verdict.say:
            click.echo(f"           {', '.join(verdict.rules)}\n           {verdict.say}")


def _by_rules(line: str) -> tuple[Screening, dict[str, Any]]:
    return screen(line), {}


def _full() -> Screen:
    """As the doors screen: words, values, opinion. Imported here: rules alone must not wait for a model."""
    from console.knowledge import open_search, read_hospital, read_knowledge, shared_encoder  # noqa: PLC0415
    from console.opinion import open_opinion  # noqa: PLC0415
    from console.settings import read_settings  # noqa: PLC0415
    from telephony.gate import Gate  # noqa: PLC0415

    settings = read_settings()
    opinion = open_opinion(shared_encoder(settings))
    search = open_search(settings, knowledge=read_knowledge(hospital=read_hospital(settings)))
    gate = Gate(search, opinion=opinion)

    def look(line: str) -> tuple[Screening, dict[str, Any]]:
        given = opinion(line)
        told = given and {"grade": given.grade.value, "score": given.score, "asks": given.asks}
        return gate.reconsider(gate.screen(line), line), {"opinion": told}

    return look
