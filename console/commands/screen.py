"""`hotline screen`: what the red-flag rules make of a message."""

import click

from console.lines import lines_of, show_json
from hotline.safety import screen


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.argument("text", nargs=-1, required=True)
def command(*, as_json: bool, text: tuple[str, ...]) -> None:
    """Screen TEXT, or each line of standard input with `-`."""
    for line in lines_of(text):
        verdict = screen(line)
        if as_json:
            show_json(
                {
                    "text": line,
                    "grade": verdict.grade.value,
                    "rules": list(verdict.rules),
                    "kind": verdict.kind,
                    "say": verdict.say,
                }
            )
            continue
        click.echo(f"{verdict.grade.value:9}  {line}")
        if verdict.say:
            click.echo(f"           {', '.join(verdict.rules)}\n           {verdict.say}")
