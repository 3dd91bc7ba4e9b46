"""A visit somebody asked for: it belongs to a ticket, and every deed on it is recorded there."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hotline.appointments.errors import (
    AlreadyConfirmed,
    AppointmentOver,
    DayPassed,
    DayToCome,
    NothingChanged,
    NotYetConfirmed,
)
from hotline.appointments.visit import Visit, visit_at
from hotline.appointments.vocabulary import AppointmentState, HelpNeeded
from hotline.database import Base, PrivateText, enum_by_value
from hotline.hospital_time import hospital_day
from hotline.tickets import EventKind, Ticket


class Appointment(Base):
    """`department` to `sitting_id` are what was confirmed, before that what was wished for.

    `wish` is the day as the caller said it. `follow_up_at` is when a patient who did not come is asked, once.
    `cancelled_by` is a user name, the caller or the hotline.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        Index("ix_appointments_on_state", "on", "state"),
        Index("ix_appointments_follow_up_at", "follow_up_at"),
    )

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    state: Mapped[AppointmentState] = mapped_column(enum_by_value(AppointmentState))
    for_whom: Mapped[str | None] = mapped_column(PrivateText)
    relation: Mapped[str | None] = mapped_column(PrivateText)
    patient_name: Mapped[str | None] = mapped_column(PrivateText)
    wish: Mapped[str | None] = mapped_column(PrivateText)
    help_needed: Mapped[list[str]] = mapped_column(JSON)
    has_priority: Mapped[bool]
    department: Mapped[str | None] = mapped_column(String)
    doctor: Mapped[str | None] = mapped_column(String)
    where: Mapped[str | None] = mapped_column(String)
    on: Mapped[date | None]
    starts: Mapped[str | None] = mapped_column(String(5))
    sitting_id: Mapped[str | None] = mapped_column(String, index=True)
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    change_asked_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None] = mapped_column(String)
    kept_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    follow_up_at: Mapped[datetime | None]
    ticket: Mapped[Ticket] = relationship()
    ticket_number: AssociationProxy[str] = association_proxy("ticket", "number")

    @classmethod
    def asked(cls, ticket: Ticket) -> Self:
        """From what the ticket was opened with; see `asking` for the names of its details."""
        told = ticket.details
        help_needed = [code for code in told.get("help_needed", "").split(",") if code in set(HelpNeeded)]
        return cls(
            ticket=ticket,
            ticket_id=ticket.id,
            state=AppointmentState.ASKED,
            for_whom=told.get("booking_for"),
            relation=ticket.relation,
            patient_name=ticket.patient_name,
            wish=told.get("visit_day"),
            help_needed=help_needed,
            has_priority=any(HelpNeeded(code).has_priority for code in help_needed),
            department=ticket.department or told.get("department"),
            doctor=told.get("doctor"),
            where=told.get("where"),
            on=_day(told.get("on")),
            starts=told.get("starts"),
            sitting_id=told.get("sitting_id"),
            asked_at=ticket.opened_at,
        )

    @property
    def visit_at(self) -> datetime | None:
        """None while no day and hour are known."""
        return visit_at(self.on, self.starts) if self.on and self.starts else None

    @property
    def is_wished_otherwise(self) -> bool:
        """Whether the caller asked for another day that nobody has settled yet."""
        return self.change_asked_at is not None and self.state.is_open

    def confirm(self, visit: Visit, *, by: str, at: datetime) -> None:
        self._require_open()
        if self.state is AppointmentState.CONFIRMED:
            raise AlreadyConfirmed(self.ticket_number)
        self._arrange(visit, EventKind.APPOINTMENT_CONFIRMED, by=by, at=at)
        self.state, self.confirmed_at = AppointmentState.CONFIRMED, at

    def change(self, visit: Visit, *, by: str, at: datetime) -> None:
        """To another sitting, hour, place or doctor; settles what the caller asked for."""
        self._require_confirmed()
        if visit.facts() == self._facts():
            raise NothingChanged(self.ticket_number)
        self._arrange(visit, EventKind.APPOINTMENT_CHANGED, by=by, at=at)

    def follow_sitting(self, visit: Visit, *, by: str, at: datetime) -> bool:
        """The half-day it counts on has another hour or place; gives whether that changed anything.

        What was wished for only follows without a word: nobody had been promised it.
        """
        if visit.facts() == self._facts():
            return False
        wished_at = self.change_asked_at
        if self.state is AppointmentState.CONFIRMED:
            self._arrange(visit, EventKind.APPOINTMENT_CHANGED, by=by, at=at)
        else:
            self.on, self.starts, self.where = visit.on, visit.starts, visit.where
        self.change_asked_at = wished_at
        return True

    def ask_change(self, wish: str, *, by: str, at: datetime) -> None:
        """What stands goes on standing until somebody has arranged the other day."""
        self._require_open()
        self.wish, self.change_asked_at = wish, at
        self._record(EventKind.APPOINTMENT_CHANGE_ASKED, by=by, at=at, private={"text": wish})

    def fall_through(self, *, reason: str | None, by: str, at: datetime) -> None:
        """The sitting is gone: another is to be arranged. Who had asked for it only is told too."""
        self._require_open()
        private = {"reason": reason} if reason else None
        self._record(EventKind.APPOINTMENT_FELL_THROUGH, by=by, at=at, data=self._facts(), private=private)
        self.state = AppointmentState.ASKED
        self.on = self.starts = self.sitting_id = self.confirmed_at = None

    def cancel(self, *, by: str, reason: str | None, at: datetime) -> None:
        self._require_open()
        self.state, self.cancelled_at, self.cancelled_by = AppointmentState.CANCELLED, at, by
        self.change_asked_at = None
        private = {"reason": reason} if reason else None
        self._record(EventKind.APPOINTMENT_CANCELLED, by=by, at=at, data=self._facts(), private=private)

    def keep(self, *, by: str, at: datetime) -> None:
        self._require_day_come(at)
        self.state, self.kept_at = AppointmentState.KEPT, at
        self._record(EventKind.APPOINTMENT_KEPT, by=by, at=at)

    def miss(self, *, by: str, at: datetime, follow_up_at: datetime) -> None:
        self._require_day_come(at)
        self.state, self.missed_at, self.follow_up_at = AppointmentState.MISSED, at, follow_up_at
        self._record(EventKind.APPOINTMENT_MISSED, by=by, at=at)

    def follow_up(self, *, by: str, at: datetime) -> None:
        """Asked once why nobody came, and whether another day is wanted."""
        self.follow_up_at = None
        self._record(EventKind.APPOINTMENT_FOLLOWED_UP, by=by, at=at)

    def _arrange(self, visit: Visit, kind: EventKind, *, by: str, at: datetime) -> None:
        if visit.on < hospital_day(at):
            raise DayPassed(self.ticket_number)
        before = {f"{name}_before": value for name, value in self._facts().items()}
        is_change = kind is EventKind.APPOINTMENT_CHANGED
        self.on, self.starts, self.where = visit.on, visit.starts, visit.where
        self.department, self.doctor, self.sitting_id = visit.department, visit.doctor, visit.sitting_id
        self.change_asked_at = None
        self._record(kind, by=by, at=at, data=visit.facts() | (before if is_change else {}))

    def _facts(self) -> dict[str, str]:
        told = {
            "on": self.on.isoformat() if self.on else None,
            "starts": self.starts,
            "where": self.where,
            "department": self.department,
            "doctor": self.doctor,
            "sitting": self.sitting_id,
        }
        return {name: value for name, value in told.items() if value}

    def _record(
        self,
        kind: EventKind,
        *,
        by: str,
        at: datetime,
        data: Mapping[str, Any] | None = None,
        private: Mapping[str, str] | None = None,
    ) -> None:
        self.ticket.note_appointment(kind, by=by, at=at, data=data or {}, private=private)

    def _require_open(self) -> None:
        if not self.state.is_open:
            raise AppointmentOver(self.ticket_number)

    def _require_confirmed(self) -> None:
        self._require_open()
        if self.state is not AppointmentState.CONFIRMED:
            raise NotYetConfirmed(self.ticket_number)

    def _require_day_come(self, at: datetime) -> None:
        self._require_confirmed()
        if self.on is not None and self.on > hospital_day(at):
            raise DayToCome(self.ticket_number)


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None
