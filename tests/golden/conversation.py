"""A golden conversation as its file states it; tests/conversations/README.md explains every key."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from hotline.conversations import AgeBand, Message, Missed
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind

RasaState = Literal["up", "stopped", "late"]
SearchState = Literal["up", "broken"]
DatabaseState = Literal["up", "locked", "gone"]
Channel = Literal["phone", "wechat"]
AnsweredBy = Literal["bot", "search", "safety", "words", "door"]

NO_ENTRY = "none"
"""The `entry` of a turn that must not be answered from the knowledge base."""
UNCOVERED = "uncovered"
"""The `finds` of a turn that names a disease we have nothing about."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Given(_Strict):
    """The world at the beginning; `nurse`: one is at the desk, all the time; `away`: who, and why."""

    rasa: RasaState = "up"
    search: SearchState = "up"
    database: DatabaseState = "up"
    nurse: bool = False
    away: dict[str, str] = {}


class Change(_Strict):
    """What of the world is different from this turn on."""

    rasa: RasaState | None = None
    search: SearchState | None = None
    database: DatabaseState | None = None

    def after(self, world: Given) -> Given:
        return world.model_copy(update=self.model_dump(exclude_none=True))


class Kept(_Strict):
    """What is kept in the open with the message; nothing but what is named, save for other departments."""

    missed: Missed | None = None
    guided_to: Names = ()
    age_band: AgeBand | None = None
    for_other: bool | None = None
    township: str | None = None

    def faults(self, message: Message) -> Iterator[str]:
        for name in ("missed", "age_band", "for_other", "township"):
            wanted, found = getattr(self, name), getattr(message, name)
            if found != wanted:
                yield f"{name} is kept as {found}, not {wanted}"
        told = message.guided_to or []
        if not set(self.guided_to) <= set(told) or bool(told) is not bool(self.guided_to):
            yield f"guided_to is kept as {told}, not {list(self.guided_to)}"


class Turn(_Strict):
    """One message and what its reply must be."""

    caller: str
    times: int = Field(default=1, ge=1)
    who: str = "caller"
    now: Change = Change()
    minutes_later: int = Field(default=0, ge=0)
    twice: bool = False
    grade: TriageGrade = TriageGrade.ROUTINE
    answered_by: AnsweredBy | None = None
    entry: Names = ()
    may_ask: bool = False
    says: Names = ()
    never: Names = ()
    choices: Names = ()
    ticket: bool = False
    bot: Names = Field(default=(), min_length=2)
    finds: Names = ()
    guides: Names = ()
    wonders: Names = ()
    keeps: Kept | None = None

    @property
    def found(self) -> tuple[str, ...]:
        """The entries the search comes up with in the fast run, the best first."""
        return self.finds or tuple(name for name in self.entry[:1] if name != NO_ENTRY)


class ExpectedTicket(_Strict):
    """A ticket that must have been kept; what is not named may be anything."""

    kind: TicketKind
    grade: TriageGrade = TriageGrade.ROUTINE
    phone: bool | None = None
    department: str | None = None
    summary: str | None = None


class Afterwards(_Strict):
    """What must have been kept when the last word is said."""

    tickets: tuple[ExpectedTicket, ...] = ()
    recorded: int | None = None
    journal: Literal["empty", "waiting"] = "empty"
    replayed: bool = False

    @model_validator(mode="after")
    def _replayed_if_waiting(self) -> "Afterwards":
        if (self.journal == "waiting") is not self.replayed:
            raise ValueError("a journal that waits is replayed, and only such a one")
        return self


class Conversation(_Strict):
    """One file."""

    name: str
    why: str
    only: Literal["fast", "live"] | None = None
    reason: str | None = None
    not_on: dict[Channel, str] = {}
    given: Given = Given()
    turns: tuple[Turn, ...] = Field(min_length=1)
    afterwards: Afterwards = Afterwards()

    @model_validator(mode="after")
    def _reason_if_only(self) -> "Conversation":
        if (self.only is None) is not (self.reason is None):
            raise ValueError("`only` and `reason` go together")
        return self

    @model_validator(mode="after")
    def _every_turn_is_led(self) -> "Conversation":
        for number, (turn, world) in enumerate(self.staged(), start=1):
            answered_by = answers(turn, world=world)
            if answered_by is None:
                raise ValueError(f"turn {number}: while Rasa is {world.rasa}, say who answers")
            if self.only != "live" and (answered_by == "bot") is not bool(turn.bot):
                raise ValueError(
                    f"turn {number}: `bot` is for the turns that the bot answers, and for all of them"
                )
        return self

    def staged(self) -> Iterator[tuple[Turn, Given]]:
        """Each turn with the world it happens in."""
        world = self.given
        for turn in self.turns:
            world = turn.now.after(world)
            yield turn, world

    @property
    def recorded(self) -> int:
        """Exchanges that must be kept: one a turn, except where the door refused the message."""
        if self.afterwards.recorded is not None:
            return self.afterwards.recorded
        return sum(turn.answered_by != "door" for turn in self.turns)


def answers(turn: Turn, *, world: Given) -> AnsweredBy | None:
    """Who must answer: as stated, else the screening in an emergency and the bot while it is up."""
    if turn.answered_by is not None:
        return turn.answered_by
    if turn.grade is TriageGrade.EMERGENCY:
        return "safety"
    return "bot" if world.rasa == "up" else None
