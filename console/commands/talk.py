"""`hotline talk`: the web chat without a browser."""

import click

from console.client import RunningHotline
from console.settings import read_settings
from console.words import Trouble, say


@click.command()
def command() -> None:
    """Talk until an empty line or Ctrl-D; a number takes the choice of that number."""
    hotline = RunningHotline(read_settings())
    click.echo(say("talk_how"))
    choices: list[str] = []
    while text := _next_line(choices):
        try:
            reply = hotline.say(text)
        except Trouble as trouble:
            click.echo(str(trouble), err=True)
            continue
        for bubble in reply["bubbles"]:
            alarm = bubble["kind"] == "instruction"
            click.secho(bubble["text"], bold=alarm, fg="red" if alarm else None)
            click.echo()
        choices = [choice["says"] for choice in reply["choices"]]
        for number, choice in enumerate(reply["choices"], start=1):
            click.echo(f"  {number}  {choice['title']}")


def _next_line(choices: list[str]) -> str:
    try:
        line: str = click.prompt("您", prompt_suffix="：", default="", show_default=False).strip()
    except click.Abort:
        return ""
    if line.isdigit() and 1 <= int(line) <= len(choices):
        return choices[int(line) - 1]
    return line
