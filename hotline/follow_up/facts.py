"""What timers need to know of a ticket; nothing of it changes while they are worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hotline.follow_up.vocabulary import TimerKind
from hotline.safety import TriageGrade
from hotline.tickets.sla import target_for
from hotline.tickets.vocabulary import Outcome, TicketState


@dataclass(frozen=True, kw_only=True)
class Handover:
    """An offer that nobody has taken or returned; `event` is the place of its event in the history."""

    by: str
    to: str
    at: datetime
    event: int


@dataclass(frozen=True, kw_only=True)
class TicketFacts:
    """`told_at`: when the last delay was told. `passed_on`: how often, and when last, the duty went on.

    `attempts_at`: when somebody tried to reach the patient, with whatever outcome. `done`: when timers of
    this ticket were done, by kind and occasion.
    """

    state: TicketState
    grade: TriageGrade
    round: int
    promised_at: datetime
    opened_at: datetime
    due_soon_at: datetime
    feedback_due_at: datetime
    told_due_at: datetime | None = None
    told_at: datetime | None = None
    fed_back_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    breached_at: datetime | None = None
    outcome: Outcome | None = None
    rules: tuple[str, ...] = ()
    is_rated: bool = False
    first_contact: str | None = None
    assignee: str | None = None
    duty_nurse: str | None = None
    handover: Handover | None = None
    passed_on: int = 0
    passed_on_at: datetime | None = None
    attempts_at: tuple[datetime, ...] = ()
    done: Mapping[tuple[TimerKind, str], datetime] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        return self.state is TicketState.CLOSED

    @property
    def is_unaccepted(self) -> bool:
        return self.state is TicketState.OPENED

    @property
    def owes_news(self) -> bool:
        return not self.is_closed and self.fed_back_at is None

    @property
    def last_due_at(self) -> datetime:
        """The time the patient counts on now."""
        return self.told_due_at or self.feedback_due_at

    @property
    def warn_at(self) -> datetime:
        """Frozen for the promise itself; counted back from a new time that was told."""
        if self.told_due_at is None:
            return self.due_soon_at
        return self.told_due_at - target_for(self.grade).warn_before

    @property
    def holders(self) -> tuple[str, ...]:
        """Those who have it in hand, each once: whoever holds it now first."""
        both = (self.assignee, self.first_contact)
        return tuple(dict.fromkeys(name for name in both if name is not None))
