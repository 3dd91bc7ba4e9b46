"""A telephone conversation as its file states it; tests/conversations/phone/README.md explains every key."""

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Literal, Self, TypeVar

import yaml
from pydantic import Field, ValidationError, model_validator

from telephony.simulator.acting import Act, HangsUp, Presses, Says, StaysSilent
from telephony.simulator.counted import Counted
from telephony.simulator.expected import Afterwards, Names, Strict
from telephony.simulator.lines import Answer
from telephony.simulator.mishaps import Mishaps
from telephony.simulator.owed import OwedCall

RasaState = Literal["up", "stopped", "late"]
SearchState = Literal["up", "broken"]
DatabaseState = Literal["up", "locked", "gone"]
WITHHELD = "withheld"
_MONDAY_MORNING = datetime.fromisoformat("2026-11-23 09:30")


class FaultyScript(Exception):  # noqa: N818 - a noun of the trade
    """Carries the file and its first fault."""

    def __init__(self, file: Path, fault: str) -> None:
        super().__init__(f"{file.name}: {fault}")


class Given(Strict):
    """The world at the beginning. `at` is the hospital's time; `profile` what is known of the number."""

    rasa: RasaState = "up"
    search: SearchState = "up"
    database: DatabaseState = "up"
    nurse: bool = False
    at: datetime | None = None
    profile: Counted | None = None


class Change(Strict):
    """What of the world is different from this turn on."""

    rasa: RasaState | None = None
    search: SearchState | None = None
    database: DatabaseState | None = None

    def after(self, world: Given) -> Given:
        return world.model_copy(update=self.model_dump(exclude_none=True))


class Wrong(Strict):
    """What goes wrong between the provider and us; see `Mishaps`."""

    doubled: bool = False
    stale: bool = False
    lost: frozenset[int] = frozenset()
    failing: frozenset[int] = frozenset()
    slow: float = 0
    early_end: bool = False

    @property
    def mishaps(self) -> Mishaps:
        facts = self.model_dump() | {"slow": timedelta(seconds=self.slow)}
        return Mishaps(**facts)


class Turn(Strict):
    """What the caller must have heard since he last did something, and what he does now."""

    hears: Names = ()
    never: Names = ()
    rings: Names = ()
    whispers: Names = ()
    says: str | None = None
    presses: str | None = None
    silent: int = Field(default=0, ge=0)
    waits: float = Field(default=0, ge=0)
    until: str | None = None
    hangs_up: bool = False
    early: float | None = None
    confidence: float = Field(default=0.92, ge=0, le=1)
    again_after: int | None = None
    now: Change = Change()
    nurse: Literal["takes"] | None = None
    entry: Names = ()
    finds: Names = ()
    guides: Names = ()
    wonders: Names = ()
    bot: Names = ()

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        deeds = [self.says is not None, self.presses is not None, bool(self.silent), bool(self.waits)]
        if sum([*deeds, self.hangs_up]) > 1:
            raise ValueError("a caller does one thing at a time")
        if self.until and (self.early is not None or self.silent or self.waits):
            raise ValueError("`until` is a silence of its own")
        return self

    def act(self, *, filled: dict[str, str]) -> Act:
        """Neither saying nor pressing nor hanging up is silence."""
        early = None if self.early is None else timedelta(seconds=self.early)
        if self.says is not None:
            return Says(text=fill(self.says, filled), confidence=self.confidence, early=early)
        if self.presses is not None:
            return Presses(keys=fill(self.presses, filled), early=early)
        return HangsUp(early=early) if self.hangs_up else StaysSilent()

    @property
    def found(self) -> tuple[str, ...]:
        """The entries the search comes up with where it is not the real one."""
        return self.finds or self.entry[:1]


AnyScript = TypeVar("AnyScript", bound="PlayedScript")


class PlayedScript(Strict):
    """What a script has on every channel."""

    name: str
    why: str
    only: Literal["fast", "live"] | None = None
    reason: str | None = None
    given: Given = Given()

    @model_validator(mode="after")
    def _reason_if_only(self) -> Self:
        if (self.only is None) is not (self.reason is None):
            raise ValueError("`only` and `reason` go together")
        return self

    def begins(self, zone: tzinfo) -> datetime:
        """In the hospital's zone `at`, and unless said on a Monday morning when everybody is there."""
        return (self.given.at or _MONDAY_MORNING).replace(tzinfo=zone).astimezone(UTC)


class Script(PlayedScript):
    """One file. Where calls are `owed`, it is we who ring `caller`."""

    caller: str = "13900000001"
    owed: tuple[OwedCall, ...] = ()
    lines: dict[str, tuple[Answer, ...]] = Field(default_factory=dict)
    wrong: Wrong = Wrong()
    turns: tuple[Turn, ...] = Field(min_length=1)
    afterwards: Afterwards = Afterwards()

    @property
    def number(self) -> str | None:
        return None if self.caller == WITHHELD else self.caller

    @property
    def calls(self) -> tuple[tuple[Turn, ...], ...]:
        """The turns of each call; one that comes `again_after` some minutes begins another."""
        calls: list[list[Turn]] = []
        for turn in self.turns:
            if turn.again_after is not None or not calls:
                calls.append([])
            calls[-1].append(turn)
        return tuple(map(tuple, calls))


def load_script(file: Path) -> Script:
    """Raises FaultyScript."""
    return read_script(file, Script)


def read_script(file: Path, form: type[AnyScript]) -> AnyScript:
    """Raises FaultyScript."""
    try:
        return form.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise FaultyScript(file, " ".join(str(fault).split())) from None
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise FaultyScript(file, f"{place}: {first['msg']}") from None


def fill(words: str, facts: dict[str, str]) -> str:
    """`{code}` and the like stand for what they are now."""
    for name, value in facts.items():
        words = words.replace(f"{{{name}}}", value)
    return words
