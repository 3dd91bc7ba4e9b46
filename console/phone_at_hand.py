"""A caller who sits at this terminal."""

import asyncio
import re

import click

from console.words import say
from telephony.simulator.acting import Act, Callee, HangsUp, Presses, Ringing, Says, StaysSilent, Window

_KEYS = re.compile(r"[0-9*#]+")
_HANGS_UP = {"hangup", "挂断"}


class AtHand:
    """Keys are digits, * and #; an empty line is silence."""

    async def cuts_in(self, _window: Window) -> Act | None:
        return None

    async def act(self, _window: Window) -> Act:
        return read(await asyncio.to_thread(_asked, say("call_you")))

    async def rung(self, line: str) -> Callee:
        told = await asyncio.to_thread(_asked, say("call_line_rings", line=line))
        known = {one.value for one in Ringing}
        return Callee(does=Ringing(told) if told in known else Ringing.ANSWERS)


def read(line: str) -> Act:
    if not line:
        return StaysSilent()
    if line in _HANGS_UP:
        return HangsUp()
    return Presses(keys=line) if _KEYS.fullmatch(line) else Says(text=line)


def _asked(prompt: str) -> str:
    try:
        line: str = click.prompt(prompt, prompt_suffix="> ", default="", show_default=False)
    except click.Abort:
        return "hangup"
    return line.strip()
