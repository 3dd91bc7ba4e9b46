"""A conversation by WeChat as its file states it; tests/conversations/wechat/README.md explains every key."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from telephony.simulator.expected import ExpectedAlarm, ExpectedTicket, Names, Strict
from telephony.simulator.script import PlayedScript, read_script
from telephony.simulator.wechat.turn import Turn


class AccountSettings(Strict):
    """How the account is set up at WeChat; `notices`: whether it has a template, and whether he wants any."""

    sealed: bool = True
    may_push: bool = True
    notices: Literal["none", "arrive", "blocked"] = "none"


class Afterwards(Strict):
    """What must be true in the end.

    `letters` are those to the caller, as kind/means. `bound`: a number is his. `refused`: the numbers with
    which WeChat refused what was sent.
    """

    tickets: tuple[ExpectedTicket, ...] = ()
    alarms: tuple[ExpectedAlarm, ...] = ()
    letters: tuple[str, ...] = ()
    bound: bool = False
    refused: tuple[int, ...] = ()
    faults: Names = ()


class Script(PlayedScript):
    """One file."""

    account: AccountSettings = AccountSettings()
    turns: tuple[Turn, ...] = Field(min_length=1)
    afterwards: Afterwards = Afterwards()


def load_script(file: Path) -> Script:
    """Raises FaultyScript."""
    return read_script(file, Script)
