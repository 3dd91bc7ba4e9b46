"""Unfinished business we owe a caller: every deed on it is a method that records itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from hotline.audit import instant
from hotline.database import installed_keyring
from hotline.phone import plain_number
from hotline.safety import TriageGrade
from hotline.tickets.ending import Ending
from hotline.tickets.errors import NotGraver, NotMilder
from hotline.tickets.event import TicketEvent
from hotline.tickets.merging import Merging
from hotline.tickets.opening import Opening
from hotline.tickets.request import TicketRequest
from hotline.tickets.vocabulary import HOTLINE, EventKind, TicketState


class Ticket(Merging, Ending):
    """Its opening and what does not move it on; the other deeds stand in the classes it is made of."""

    __tablename__ = "tickets"
    __table_args__ = (Index("ix_tickets_state_feedback_due_at", "state", "feedback_due_at"),)

    events: Mapped[list[TicketEvent]] = relationship(order_by=TicketEvent.seq, cascade="all")

    @classmethod
    def open(cls, request: TicketRequest, *, opening: Opening) -> Self:
        ticket = cls(
            id=opening.id,
            number=opening.number,
            progress_code=opening.progress_code,
            kind=request.kind,
            source=request.source,
            state=TicketState.OPENED,
            grade=request.grade,
            channel=request.channel,
            conversation_id=request.conversation_id,
            summary=request.summary,
            topic=request.topic,
            department=request.department,
            assisting=list(request.assisting),
            caller_name=request.caller_name,
            caller_is_patient=request.caller_is_patient,
            relation=request.relation,
            patient_name=request.patient_name,
            consent_version=request.consent_version,
            details=dict(request.details),
            duty_nurse=request.duty_nurse,
            rules=list(request.rules),
            opened_at=opening.opened_at,
            due_soon_at=opening.due_soon_at,
            feedback_due_at=opening.feedback_due_at,
            handle_due_at=opening.handle_due_at,
            round=1,
            seen_seq=0,
            returns=0,
        )
        ticket._set_phone(request.phone)
        ticket._record_opening()
        return ticket

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

    def add_note(self, text: str, *, by: str, at: datetime) -> None:
        self._require_accepted()
        self._begin_work()
        self._record(EventKind.NOTED, by=by, at=at, private={"text": text})

    def note_alarm(
        self, *, deed: str, what: str, outcome: str | None, text: str | None, by: str, at: datetime
    ) -> bool:
        """What became of an alarm of this ticket; gives whether this `deed` is new to it."""
        if any(event.data.get("deed") == deed for event in self.events):
            return False
        data = {"deed": deed, "alarm": what} | ({"alarm_outcome": outcome} if outcome else {})
        self._record(EventKind.ALARM_TOLD, by=by, at=at, data=data, private={"note": text} if text else None)
        return True

    def note_appointment(
        self,
        kind: EventKind,
        *,
        by: str,
        at: datetime,
        data: Mapping[str, Any],
        private: Mapping[str, str] | None,
    ) -> None:
        """What became of its appointment, also after the matter was closed; the promise stays as it is."""
        self._begin_work()
        self._record(kind, by=by, at=at, data=data, private=private)

    def raise_grade(self, grade: TriageGrade, *, by: str, reason: str | None = None, at: datetime) -> None:
        """Anybody may, the gate too. The promise already made stays as it is."""
        self._require_open()
        if grade <= self.grade:
            raise NotGraver(self.number)
        self._set_grade(EventKind.GRADE_RAISED, grade, by=by, reason=reason, at=at)

    def lower_grade(self, grade: TriageGrade, *, by: str, reason: str, at: datetime) -> None:
        """Only a person may, with a reason; the promise already made stays as it is."""
        self._require_open()
        if grade >= self.grade:
            raise NotMilder(self.number)
        self._set_grade(EventKind.GRADE_LOWERED, grade, by=by, reason=reason, at=at)

    def _set_grade(
        self, kind: EventKind, grade: TriageGrade, *, by: str, reason: str | None, at: datetime
    ) -> None:
        data = {"grade_before": self.grade.value, "grade": grade.value}
        self.grade = grade
        self._record(kind, by=by, at=at, data=data, private={"reason": reason} if reason else None)

    def _record_opening(self) -> None:
        """The promise stands in the chain from the first event on: it cannot be moved unnoticed."""
        data = {
            "grade": self.grade.value,
            "source": self.source.value,
            "feedback_due_at": instant(self.feedback_due_at),
        }
        self._record(EventKind.OPENED, by=HOTLINE, at=self.opened_at, data=data)

    def _set_phone(self, phone: str | None) -> None:
        self.phone = plain_number(phone) if phone else None
        self.phone_hash = installed_keyring().lookup_hash(self.phone) if self.phone else None
