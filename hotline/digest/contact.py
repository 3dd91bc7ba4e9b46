"""One contact: a caller turned to us once; what was said belongs to it until both sides fell silent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hotline.calls import CallOutcome
from hotline.handoff.vocabulary import HandoffReason, TalkOutcome
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind

SILENCE = timedelta(hours=2)
"""After so long without a word the next one is another contact."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """One message, in or out, without its words."""

    conversation_id: str
    channel: str
    at: datetime
    is_caller: bool
    grade: TriageGrade
    answered_by: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A ticket that was opened in the contact."""

    number: str
    kind: TicketKind
    department: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A person was asked for. `waited` until somebody came; None where nobody did."""

    reason: HandoffReason
    waited: timedelta | None
    outcome: TalkOutcome | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """`said` counts the caller's messages; `entries` are what was answered from, each once, in order.

    `call` is how a telephone call ended, None on other channels; a call may have no words at all.
    """

    conversation_id: str
    channel: str
    begun_at: datetime
    ended_at: datetime
    said: int
    grade: TriageGrade
    answered_by: frozenset[str] = frozenset()
    entries: tuple[str, ...] = ()
    opened: tuple[Opened, ...] = ()
    asked: tuple[Asked, ...] = ()
    call: CallOutcome | None = None

    @property
    def key(self) -> str:
        """Names the contact in rows: its conversation and when it began."""
        return f"{self.conversation_id}@{self.begun_at:%Y%m%dT%H%M%S}"

    @property
    def is_emergency(self) -> bool:
        return self.grade is TriageGrade.EMERGENCY

    @property
    def was_handed(self) -> bool:
        """A person was asked for, or the bot could not go on and passed it to one."""
        return bool(self.asked) or any(one.kind is TicketKind.HANDOFF for one in self.opened)

    @property
    def was_answered_at_once(self) -> bool:
        """From what we know, with nothing left for a person to do."""
        return bool(self.entries) and not self.opened and not self.asked and not self.is_emergency


@dataclass(kw_only=True)
class _Growing:
    conversation_id: str
    channel: str
    begun_at: datetime
    ended_at: datetime
    said: int = 0
    grade: TriageGrade = TriageGrade.ROUTINE
    answered_by: set[str] = field(default_factory=set)

    def take(self, spoken: Spoken) -> None:
        self.ended_at = spoken.at
        self.said += spoken.is_caller
        self.grade = max(self.grade, spoken.grade)
        if spoken.answered_by and not spoken.is_caller:
            self.answered_by.add(spoken.answered_by)

    def contact(self) -> Contact:
        return Contact(**vars(self) | {"answered_by": frozenset(self.answered_by)})


def contacts_in(spoken: Iterable[Spoken]) -> Iterator[Contact]:
    """From messages in the order of conversation and time; one contact at a time is held in memory."""
    growing: _Growing | None = None
    for one in spoken:
        if growing is None or not _goes_on(growing, one):
            if growing:
                yield growing.contact()
            growing = _Growing(
                conversation_id=one.conversation_id, channel=one.channel, begun_at=one.at, ended_at=one.at
            )
        growing.take(one)
    if growing:
        yield growing.contact()


def _goes_on(growing: _Growing, one: Spoken) -> bool:
    return one.conversation_id == growing.conversation_id and one.at - growing.ended_at < SILENCE


def with_call(contact: Contact, *, outcome: CallOutcome, ended_at: datetime) -> Contact:
    return replace(contact, call=outcome, ended_at=max(contact.ended_at, ended_at))
