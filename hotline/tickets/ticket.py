"""Unfinished business we owe a caller: every deed on it is a method that records itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hotline.database import Base, LookupHash, PrivateJson, PrivateText, enum_by_value, installed_keyring
from hotline.phone import plain_number
from hotline.safety import TriageGrade
from hotline.tickets.errors import (
    AlreadyAccepted,
    AlreadyHolds,
    AlreadyResolved,
    HandoverPending,
    NeverAttempted,
    NoHandover,
    NotAccepted,
    NotFedBack,
    NotTheReceiver,
    TicketClosed,
)
from hotline.tickets.event import TicketEvent
from hotline.tickets.opening import Opening
from hotline.tickets.request import TicketRequest
from hotline.tickets.standing import Standing, TicketTimes, standing
from hotline.tickets.vocabulary import HOTLINE, EventKind, FeedbackMeans, Outcome, TicketKind, TicketState

_STAFF = "staff_members.username"


class Ticket(Base):
    """Staff are named by user name. `first_contact` is set by the first acceptance and never moves."""

    __tablename__ = "tickets"
    __table_args__ = (Index("ix_tickets_state_feedback_due_at", "state", "feedback_due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(11), unique=True)
    progress_code: Mapped[str] = mapped_column(String(6), index=True)
    kind: Mapped[TicketKind] = mapped_column(enum_by_value(TicketKind))
    state: Mapped[TicketState] = mapped_column(enum_by_value(TicketState))
    grade: Mapped[TriageGrade] = mapped_column(enum_by_value(TriageGrade))
    channel: Mapped[str] = mapped_column(String)
    conversation_id: Mapped[str] = mapped_column(String, index=True)
    summary: Mapped[str] = mapped_column(PrivateText)
    topic: Mapped[str | None] = mapped_column(String)
    department: Mapped[str | None] = mapped_column(String)
    phone: Mapped[str | None] = mapped_column(PrivateText)
    phone_hash: Mapped[str | None] = mapped_column(LookupHash("phone"), index=True)
    caller_name: Mapped[str | None] = mapped_column(PrivateText)
    details: Mapped[Mapping[str, str]] = mapped_column(PrivateJson)
    duty_nurse: Mapped[str | None] = mapped_column(String)
    rules: Mapped[list[str]] = mapped_column(JSON)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    due_soon_at: Mapped[datetime]
    feedback_due_at: Mapped[datetime]
    fed_back_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(enum_by_value(Outcome))
    first_contact: Mapped[str | None] = mapped_column(ForeignKey(_STAFF))
    assignee: Mapped[str | None] = mapped_column(ForeignKey(_STAFF), index=True)
    handover_to: Mapped[str | None] = mapped_column(ForeignKey(_STAFF))
    returns: Mapped[int]
    events: Mapped[list[TicketEvent]] = relationship(order_by=TicketEvent.seq, cascade="all")

    @classmethod
    def open(cls, request: TicketRequest, *, opening: Opening) -> Self:
        ticket = cls(
            id=opening.id,
            number=opening.number,
            progress_code=opening.progress_code,
            kind=request.kind,
            state=TicketState.OPENED,
            grade=request.grade,
            channel=request.channel,
            conversation_id=request.conversation_id,
            summary=request.summary,
            topic=request.topic,
            department=request.department,
            caller_name=request.caller_name,
            details=dict(request.details),
            duty_nurse=request.duty_nurse,
            rules=list(request.rules),
            opened_at=opening.opened_at,
            due_soon_at=opening.due_soon_at,
            feedback_due_at=opening.feedback_due_at,
            returns=0,
        )
        ticket._set_phone(request.phone)
        ticket._record(
            EventKind.OPENED, by=HOTLINE, at=opening.opened_at, data={"grade": request.grade.value}
        )
        return ticket

    @property
    def times(self) -> TicketTimes:
        return TicketTimes(
            due_soon_at=self.due_soon_at,
            feedback_due_at=self.feedback_due_at,
            fed_back_at=self.fed_back_at,
            closed_at=self.closed_at,
        )

    def standing(self, now: datetime) -> Standing:
        return standing(self.times, now)

    def renumber(self, told: str, *, at: datetime) -> None:
        """Take the number the caller was told."""
        self._record(EventKind.RENUMBERED, by=HOTLINE, at=at, data={"from": self.number, "to": told})
        self.number = told

    def note_told_number(self, told: str, *, at: datetime) -> None:
        """The number the caller was told belongs to somebody else: staff must know both."""
        self._record(EventKind.RENUMBERED, by=HOTLINE, at=at, data={"from": told, "to": self.number})

    def add_contact(
        self, *, phone: str | None, caller_name: str | None, at: datetime, by: str = HOTLINE
    ) -> None:
        self._require_open()
        self._set_phone(phone or self.phone)
        self.caller_name = caller_name or self.caller_name
        told = {"phone": phone, "caller_name": caller_name}
        private = {name: value for name, value in told.items() if value}
        self._record(EventKind.CONTACT_ADDED, by=by, at=at, private=private)

    def accept(self, staff: str, *, at: datetime) -> None:
        """Take the ticket: the first to do so is its first contact; later, only whom it was handed to."""
        self._require_open()
        if self.handover_to is not None:
            self._accept_handover(staff, at=at)
            return
        if self.assignee is not None:
            raise AlreadyAccepted(self.number, by=self.assignee)
        self.first_contact = self.assignee = staff
        self.state = TicketState.ACCEPTED
        self._record(EventKind.ACCEPTED, by=staff, at=at)

    def hand_over(self, to: str, *, by: str, reason: str, at: datetime) -> None:
        """Offer the ticket to `to`, who holds it only after accepting it."""
        self._require_settled()
        if to == self.assignee:
            raise AlreadyHolds(self.number, staff=to)
        self.handover_to = to
        self._record(EventKind.HANDED_OVER, by=by, at=at, data={"to": to}, private={"reason": reason})

    def return_handover(self, *, by: str, reason: str, at: datetime) -> None:
        self._require_receiver(by)
        self.handover_to = None
        self.returns += 1
        self._record(EventKind.HANDOVER_RETURNED, by=by, at=at, private={"reason": reason})

    def add_note(self, text: str, *, by: str, at: datetime) -> None:
        self._require_accepted()
        self._begin_work()
        self._record(EventKind.NOTED, by=by, at=at, private={"text": text})

    def record_feedback(self, *, by: str, reached: bool, how: FeedbackMeans, text: str, at: datetime) -> None:
        """Only an attempt that reached the patient is feedback; the first such keeps the promise."""
        self._require_accepted()
        self._begin_work()
        kind = EventKind.FED_BACK if reached else EventKind.NOT_REACHED
        if reached:
            self.fed_back_at = self.fed_back_at or at
            self.state = TicketState.RESOLVED if self.resolved_at else TicketState.FED_BACK
        self._record(kind, by=by, at=at, data={"how": how.value}, private={"text": text})

    def resolve(self, *, by: str, at: datetime) -> None:
        self._require_settled()
        if self.fed_back_at is None:
            raise NotFedBack(self.number)
        if self.resolved_at is not None:
            raise AlreadyResolved(self.number)
        self.resolved_at = at
        self.state = TicketState.RESOLVED
        self._record(EventKind.RESOLVED, by=by, at=at)

    def close(self, *, by: str, outcome: Outcome, at: datetime) -> None:
        self._require_settled()
        if outcome.needs_feedback and self.fed_back_at is None:
            raise NotFedBack(self.number)
        if outcome is Outcome.UNREACHABLE and not self._was_attempted():
            raise NeverAttempted(self.number)
        self.outcome = outcome
        self.closed_at = at
        self.state = TicketState.CLOSED
        self._record(EventKind.CLOSED, by=by, at=at, data={"outcome": outcome.value})

    def _accept_handover(self, staff: str, *, at: datetime) -> None:
        self._require_receiver(staff)
        giver, self.assignee, self.handover_to = self.assignee, staff, None
        self._begin_work()
        self._record(EventKind.HANDOVER_ACCEPTED, by=staff, at=at, data={"from": giver})

    def _was_attempted(self) -> bool:
        return any(event.kind is EventKind.NOT_REACHED for event in self.events)

    def _begin_work(self) -> None:
        if self.state is TicketState.ACCEPTED:
            self.state = TicketState.IN_PROGRESS

    def _set_phone(self, phone: str | None) -> None:
        self.phone = plain_number(phone) if phone else None
        self.phone_hash = installed_keyring().lookup_hash(self.phone) if self.phone else None

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
        event = TicketEvent(
            seq=len(self.events) + 1, kind=kind, at=at, by=by, data=dict(data or {}), private=private
        )
        self.events.append(event)
