"""A conversation by WeChat as its file states it; tests/conversations/wechat/README.md explains every key."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from telephony.simulator.expected import ExpectedAlarm, ExpectedTicket, Names, Strict
from telephony.simulator.script import FaultyScript, Given
from telephony.simulator.wechat.turn import Turn

_MONDAY_MORNING = datetime.fromisoformat("2026-11-23 09:30")


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


class Script(Strict):
    """One file."""

    name: str
    why: str
    only: Literal["fast", "live"] | None = None
    reason: str | None = None
    given: Given = Given()
    account: AccountSettings = AccountSettings()
    turns: tuple[Turn, ...] = Field(min_length=1)
    afterwards: Afterwards = Afterwards()

    @model_validator(mode="after")
    def _reason_if_only(self) -> Self:
        if (self.only is None) is not (self.reason is None):
            raise ValueError("`only` and `reason` go together")
        return self

    def begins(self, zone: tzinfo) -> datetime:
        """In the hospital's zone `at`, and unless said on a Monday morning when everybody is there."""
        return (self.given.at or _MONDAY_MORNING).replace(tzinfo=zone).astimezone(UTC)


def load_script(file: Path) -> Script:
    """Raises FaultyScript."""
    try:
        return Script.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise FaultyScript(file, " ".join(str(fault).split())) from None
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise FaultyScript(file, f"{place}: {first['msg']}") from None
