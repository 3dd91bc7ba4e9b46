"""The `hotline` command: each word loads only what it needs, so that quick questions get quick answers."""

import errno
import importlib
import sys
from pathlib import Path
from typing import Any

import click

from console.disk import no_disk
from console.words import Trouble

_ROOM_TO_WORK = 1.0
"""Gigabytes that model, index and dialogue want beside the environments."""

_COMMANDS = {
    "up": ("console.commands.up", "Prepare everything and keep the hotline running."),
    "prepare": ("console.commands.prepare", "Make what the hotline needs without starting it."),
    "serve": ("console.commands.serve", "Run the application alone (one of the processes of `up`)."),
    "talk": ("console.commands.talk", "Chat with the hotline in this terminal."),
    "call": ("console.commands.call", "Ring the hotline by a script or by hand, without a telephone."),
    "ask": ("console.commands.ask", "Ask one question, or one a line from standard input with `-`."),
    "screen": ("console.commands.screen", "Screen messages for red flags; no network, no database."),
    "safety-case": (
        "console.commands.safety_case",
        "Print the safety case: hazards, rules, figures, limits.",
    ),
    "search": ("console.commands.search", "Search the knowledge base."),
    "guide": ("console.commands.guide", "Say which department, and learn and measure it."),
    "report": ("console.commands.report", "Read report values out of messages."),
    "kb": ("console.commands.kb", "Check, build and measure the knowledge base."),
    "ticket": ("console.commands.ticket", "See the queue and single tickets."),
    "demo": ("console.commands.demo", "Make a database with eight weeks of an invented county."),
    "digest": ("console.commands.digest", "Compile the digest of a week."),
    "review": ("console.commands.review", "Compile the review of a day."),
    "audit": ("console.commands.audit", "Seal, export and prove the history of the tickets."),
    "timetable": ("console.commands.timetable", "See, fill and announce the clinics of a week."),
    "timers": ("console.commands.timers", "See what is due on tickets, or do it once by hand."),
    "opinion": ("console.commands.opinion", "Learn and measure the gate's second opinion."),
    "person": ("console.commands.person", "Hand out or delete what is kept of one person."),
    "privacy": ("console.commands.privacy", "Say how long what is kept, and purge what is older."),
    "user": ("console.commands.user", "Add staff who may sign in at the desk."),
    "wechat": ("console.commands.wechat", "Make the official account's menu, and check its rights."),
    "database": ("console.commands.database", "Bring the database to the newest form."),
    "doctor": ("console.commands.doctor", "Say what is installed, configured and off, and why."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        # The summaries stand here, so that `hotline` alone does not import every command.
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nuanqiao")
def hotline() -> None:
    """Nuanqiao 暖心桥: the health hotline of a county hospital group."""


def main(*arguments: Any) -> None:
    try:
        hotline(*arguments)
    except Trouble as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(1)
    except OSError as fault:
        if fault.errno != errno.ENOSPC:
            raise
        click.echo(str(no_disk(Path.cwd(), needed=_ROOM_TO_WORK)), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
