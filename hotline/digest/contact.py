"""One contact: a caller turned to us once; what was said belongs to it until both sides fell silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.calls import CallOutcome
from hotline.conversations import AgeBand, Missed, topic_of
from hotline.handoff.vocabulary import HandoffReason, TalkOutcome
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind

SILENCE = timedelta(hours=2)
"""After so long without a word the next one is another contact."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A ticket that was opened in the contact."""

    number: str
    kind: TicketKind
    department: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A person was asked for. `waited` until somebody came; None where nobody did.

    `outcome` is None while it goes on, where nobody came, and where it was handed back to the bot.
    """

    reason: HandoffReason
    waited: timedelta | None
    outcome: TalkOutcome | None
    is_over: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """`said` counts the caller's messages; `entries` are what was answered from, each once, in order.

    `call` is how a telephone call ended, None on other channels; a call may have no words at all.
    `missed` says why questions of his got no answer, `departments` which were told him or asked for; each
    once. Of several ages and places told the last one counts; `for_other` is False also where he did not say.
    `said_unsolved`: asked at the end of a call, he said so.
    `came_back`: within a week of an answer at once, about the same topic or for a person (`returning.py`).
    """

    conversation_id: str
    channel: str
    begun_at: datetime
    ended_at: datetime
    said: int
    grade: TriageGrade
    entries: tuple[str, ...] = ()
    opened: tuple[Opened, ...] = ()
    asked: tuple[Asked, ...] = ()
    call: CallOutcome | None = None
    missed: tuple[Missed, ...] = ()
    departments: tuple[str, ...] = ()
    age_band: AgeBand | None = None
    for_other: bool = False
    township: str | None = None
    said_unsolved: bool = False
    came_back: bool = False

    @property
    def key(self) -> str:
        """The same for all that belongs to it, another for each other contact."""
        return f"{self.conversation_id} {self.begun_at.isoformat()}"

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(topic_of(entry) for entry in self.entries)

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

    @property
    def was_solved_on_the_spot(self) -> bool:
        """Every question was answered at once, and he neither said otherwise nor came back with it."""
        is_doubted = self.missed or self.said_unsolved or self.came_back
        return self.was_answered_at_once and not is_doubted

    @property
    def was_not_helped(self) -> bool:
        """A question got no answer, and no person has it."""
        return bool(self.missed) and not self.opened and not self.asked and not self.is_emergency
