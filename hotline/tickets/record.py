"""What is kept of a ticket, and the one way in which something happens to it: an event is recorded."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, LookupHash, PrivateJson, PrivateText, enum_by_value
from hotline.safety import TriageGrade
from hotline.tickets.errors import (
    HandoverPending,
    NoHandover,
    NotAccepted,
    NotTheReceiver,
    TicketClosed,
)
from hotline.tickets.event import TicketEvent
from hotline.tickets.vocabulary import (
    EscalationLevel,
    EventKind,
    Outcome,
    TicketKind,
    TicketSource,
    TicketState,
)

_STAFF = "staff_members.username"


class TicketRecord(Base):
    """Staff are named by user name. `first_contact` is set by the first acceptance and never moves.

    The times from `due_soon_at` to `breached_at` are those of the promise of this `round`: the second one
    begins when the patient reopens the ticket. `returns` are counted over both.
    """

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(11), unique=True)
    progress_code: Mapped[str] = mapped_column(String(6), index=True)
    kind: Mapped[TicketKind] = mapped_column(enum_by_value(TicketKind))
    source: Mapped[TicketSource] = mapped_column(enum_by_value(TicketSource))
    state: Mapped[TicketState] = mapped_column(enum_by_value(TicketState))
    grade: Mapped[TriageGrade] = mapped_column(enum_by_value(TriageGrade))
    channel: Mapped[str] = mapped_column(String)
    conversation_id: Mapped[str] = mapped_column(String, index=True)
    summary: Mapped[str] = mapped_column(PrivateText)
    topic: Mapped[str | None] = mapped_column(String)
    department: Mapped[str | None] = mapped_column(String)
    assisting: Mapped[list[str]] = mapped_column(JSON)
    phone: Mapped[str | None] = mapped_column(PrivateText)
    phone_hash: Mapped[str | None] = mapped_column(LookupHash("phone"), index=True)
    caller_name: Mapped[str | None] = mapped_column(PrivateText)
    caller_is_patient: Mapped[bool | None]
    relation: Mapped[str | None] = mapped_column(PrivateText)
    patient_name: Mapped[str | None] = mapped_column(PrivateText)
    consent_version: Mapped[str | None] = mapped_column(String)
    details: Mapped[Mapping[str, str]] = mapped_column(PrivateJson)
    duty_nurse: Mapped[str | None] = mapped_column(String)
    rules: Mapped[list[str]] = mapped_column(JSON)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    due_soon_at: Mapped[datetime]
    feedback_due_at: Mapped[datetime]
    told_due_at: Mapped[datetime | None]
    fed_back_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]
    handle_due_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(enum_by_value(Outcome))
    round: Mapped[int]
    reopened_at: Mapped[datetime | None]
    first_contact: Mapped[str | None] = mapped_column(ForeignKey(_STAFF))
    seen_seq: Mapped[int]
    assignee: Mapped[str | None] = mapped_column(ForeignKey(_STAFF), index=True)
    handover_to: Mapped[str | None] = mapped_column(ForeignKey(_STAFF))
    returns: Mapped[int]
    escalation: Mapped[EscalationLevel | None] = mapped_column(enum_by_value(EscalationLevel))
    merged_into: Mapped[str | None] = mapped_column(String(11), index=True)
    forgotten_at: Mapped[datetime | None]

    if TYPE_CHECKING:
        # The relationship needs the table, which only the ticket itself has.
        events: Mapped[list[TicketEvent]]

    @property
    def promised_at(self) -> datetime:
        """When the promise of this round was made."""
        return self.reopened_at or self.opened_at

    def _events_of_round(self) -> list[TicketEvent]:
        begun = [place for place, event in enumerate(self.events) if event.kind is EventKind.REOPENED]
        return self.events[begun[-1] :] if begun else list(self.events)

    def _begin_work(self) -> None:
        if self.state is TicketState.ACCEPTED:
            self.state = TicketState.IN_PROGRESS

    def _require_open(self) -> None:
        if self.state is TicketState.CLOSED:
            raise TicketClosed(self.number)

    def _require_accepted(self) -> None:
        self._require_open()
        if self.assignee is None:
            raise NotAccepted(self.number)

    def _require_settled(self) -> None:
        self._require_accepted()
        if self.handover_to is not None:
            raise HandoverPending(self.number, to=self.handover_to)

    def _require_receiver(self, staff: str) -> None:
        self._require_open()
        if self.handover_to is None:
            raise NoHandover(self.number)
        if staff != self.handover_to:
            raise NotTheReceiver(self.number, to=self.handover_to)

    def _record(
        self,
        kind: EventKind,
        *,
        by: str,
        at: datetime,
        data: Mapping[str, Any] | None = None,
        private: Mapping[str, str] | None = None,
    ) -> None:
        event = TicketEvent.chained(
            ticket_id=self.id,
            number=self.number,
            after=self.events[-1] if self.events else None,
            kind=kind,
            by=by,
            at=at,
            data=data or {},
            private=private,
        )
        self.events.append(event)
