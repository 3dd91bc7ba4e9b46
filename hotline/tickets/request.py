"""What is asked of us, before it is a ticket."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hotline.safety import TriageGrade
from hotline.tickets.vocabulary import TicketKind


@dataclass(frozen=True, kw_only=True)
class TicketRequest:
    """`duty_nurse` answers for the ticket until somebody accepts it; `department` leads."""

    kind: TicketKind
    conversation_id: str
    channel: str
    grade: TriageGrade
    summary: str
    topic: str | None = None
    department: str | None = None
    phone: str | None = None
    caller_name: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    duty_nurse: str | None = None
    rules: tuple[str, ...] = ()
