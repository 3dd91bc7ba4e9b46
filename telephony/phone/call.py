"""One call as it stands in memory: everything needed to go on without any store."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from hotline.calls import Counts, Manner, Switch
from telephony.messages import Choice, Reply, TicketNote
from telephony.phone.events import CallEvent, Direction
from telephony.phone.steps import Step

CHANNEL = "phone"
_NAMESPACE = uuid5(NAMESPACE_URL, "nuanqiao:phone")


class Scene(StrEnum):
    """Where the dialogue is."""

    ASKING = "asking"
    ANSWERING = "answering"
    CONFIRMING = "confirming"
    MENU = "menu"
    NUMBER = "number"
    EMERGENCY = "emergency"
    PERSON = "person"
    VOICEMAIL = "voicemail"
    CALL_BACK = "call_back"
    FAREWELL = "farewell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """To another scene: with what the caller said (`text`, known by `token`), and why."""

    scene: Scene
    reason: str = ""
    text: str = ""
    token: str = ""


Outcome = Step | Go


@dataclass(frozen=True, slots=True)
class Said:
    """What the caller is listening to, to be said again; without `keys` as many as are asked for."""

    text: str
    keys: int | None
    wait: str
    with_cue: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Asked of the caller before he hears the rest of an answer; `after` may follow it."""

    first: list[str]
    after: list[str]


@dataclass(slots=True)
class Emergency:
    """`ring` counts the lines rung so far; `steps` are said in turn."""

    title: str
    steps: tuple[str, ...]
    ring: int = 0
    said: int = 0
    answered: bool = False


@dataclass(slots=True, kw_only=True)
class Call:
    """Changed by one event at a time."""

    name: str
    began_at: datetime
    number: str | None = None
    direction: Direction = Direction.INBOUND
    manner: Manner = field(default_factory=Manner)
    switch: Switch | None = None
    scene: Scene = Scene.ASKING
    step: Step | None = None
    said: Said | None = None
    rest: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    asks: Question | None = None
    choices: tuple[Choice, ...] = ()
    asks_number: int = 0  # its digits
    keyed: str = ""  # of a number that is not all there
    was_keyed: bool = False
    was_repeated: bool = False
    silences: int = 0
    unclear: int = 0
    menus: int = 0
    doubt: str = ""
    reason: str = ""
    contact: str | None = None
    tries: int = 0
    counts: Counts = field(default_factory=Counts)
    question: str = ""
    is_answered: bool = False
    pending: "asyncio.Future[Reply] | None" = None
    waits: int = 0
    emergency: Emergency | None = None
    raising: "asyncio.Task[None] | None" = None
    missed: Reply | None = None
    tickets: list[TicketNote] = field(default_factory=list)
    announced: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    opening: "asyncio.Future[TicketNote] | None" = None
    promised: bool = False
    rung_nurse: int = 0
    store_failed: int = 0
    reached_person: bool = False
    with_person: bool = False
    asked_solved: str = ""
    solved: bool | None = None
    is_finished: bool = False
    is_over: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    work: "asyncio.Future[Step] | None" = None
    steps: "dict[str, asyncio.Future[Step]]" = field(default_factory=dict)
    recordings: set[str] = field(default_factory=set)

    @property
    def id(self) -> UUID:
        """Equal wherever this call is heard of; says nothing of the number."""
        return uuid5(_NAMESPACE, self.name)

    @property
    def conversation_id(self) -> str:
        return f"{CHANNEL}-{self.id}"

    @property
    def ticket(self) -> TicketNote | None:
        return self.tickets[-1] if self.tickets else None

    def remember(self, note: TicketNote | None) -> None:
        if note is not None and note.number not in {one.number for one in self.tickets}:
            self.tickets.append(note)

    def count(self, *, repeats: int = 0, timeouts: int = 0, unclear: int = 0) -> None:
        now = self.counts
        self.counts = Counts(
            repeats=now.repeats + repeats, timeouts=now.timeouts + timeouts, unclear=now.unclear + unclear
        )

    def heard_well(self) -> None:
        self.silences = self.unclear = 0


def token_of(event: CallEvent) -> str:
    """Names the caller's message: copies of an event are one message."""
    return f"{event.call}:{event.token}"
