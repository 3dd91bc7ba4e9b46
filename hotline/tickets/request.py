"""What is asked of us, before it is a ticket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hotline.safety import TriageGrade
from hotline.tickets.vocabulary import TicketKind, TicketSource


@dataclass(frozen=True, kw_only=True)
class TicketRequest:
    """`duty_nurse` answers for the ticket until somebody accepts it; `department` leads, others assist.

    `caller_is_patient` is None where nobody asked; where it is False, `relation` is the caller's to the
    patient. `consent_version` names the text the caller agreed to.
    """

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
    source: TicketSource = TicketSource.BOT
    caller_is_patient: bool | None = None
    relation: str | None = None
    patient_name: str | None = None
    consent_version: str | None = None
    assisting: tuple[str, ...] = ()


WorkingTarget = Callable[[TicketRequest, datetime], datetime | None]
"""By when the department, in its own working time, should have handled what is asked now."""
