"""A follower at this terminal: a line is what he writes, a word with a slash is what else he does."""

import asyncio
import shlex
from collections.abc import Callable

import click
from pydantic import ValidationError

from console.words import say
from telephony.simulator.script import Given
from telephony.simulator.wechat.playing import ScriptPlayer
from telephony.simulator.wechat.turn import Turn

_ENDS = {"", "/quit", "/退出"}


class NoDeed(Exception):  # noqa: N818 - a noun of the trade
    """The line is nothing that a follower can do."""


def read(line: str) -> Turn:
    """Raises NoDeed."""
    if not line.startswith("/"):
        return Turn(says=line, after=1)
    try:
        word, *more = shlex.split(line)
        return _DEEDS[word](more)
    except (KeyError, ValueError, IndexError, ValidationError):
        raise NoDeed from None


def _place(more: list[str]) -> Turn:
    place = {"latitude": more[0], "longitude": more[1], "label": " ".join(more[2:])}
    return Turn.model_validate({"place": place})


_DEEDS: dict[str, Callable[[list[str]], Turn]] = {
    "/voice": lambda more: Turn(speaks=" ".join(more)),
    "/picture": lambda _: Turn(sends="picture"),
    "/film": lambda _: Turn(sends="film"),
    "/link": lambda _: Turn(sends="link"),
    "/place": _place,
    "/tap": lambda more: Turn(taps=more[0]),
    "/follow": lambda _: Turn(follows=True),
    "/unfollow": lambda _: Turn(unfollows=True),
    "/wait": lambda more: Turn(waits=float(more[0])),
    "/slow": lambda more: Turn(says=" ".join(more[1:]), slow=float(more[0])),
    "/twice": lambda more: Turn(says=" ".join(more), copies=2),
    "/nurse": lambda more: Turn(nurse_says=" ".join(more)) if more else Turn(nurse="takes"),
}


async def play_by_hand(player: ScriptPlayer) -> None:
    """Until he has nothing more to do; what is wrong is said at once."""
    given = Given(nurse=True)
    while (line := await asyncio.to_thread(_asked)) not in _ENDS:
        try:
            turn = read(line).model_copy(update={"texts": None})
        except NoDeed:
            click.echo(say("wechat_peer_how"))
            continue
        for fault in await player.take(turn, given):
            click.echo(say("call_fault", fault=fault), err=True)


def _asked() -> str:
    try:
        line: str = click.prompt(say("call_you"), prompt_suffix="> ", default="", show_default=False)
    except click.Abort:
        return ""
    return line.strip()
