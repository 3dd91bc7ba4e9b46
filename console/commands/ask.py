"""`hotline ask`: one question, one answer, through the real intake of the running hotline."""

import click

from console.client import RunningHotline
from console.lines import lines_of, show_json
from console.settings import read_settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--same-conversation", is_flag=True, help="Lines of `-` follow one another instead of standing alone."
)
@click.argument("text", nargs=-1, required=True)
def command(*, as_json: bool, same_conversation: bool, text: tuple[str, ...]) -> None:
    """Ask TEXT, or each line of standard input with `-`."""
    hotline = RunningHotline(read_settings())
    for line in lines_of(text):
        if not same_conversation:
            hotline.begin_anew()
        reply = hotline.say(line)
        if as_json:
            show_json({"text": line, **reply})
        else:
            click.echo("\n\n".join(bubble["text"] for bubble in reply["bubbles"]))
            for choice in reply["choices"]:
                click.echo(f"  · {choice['title']}")
