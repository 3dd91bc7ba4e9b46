"""What the actions are handed: search, guide, clinics, ledger, appointments, the hospital, a clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Protocol

from hotline.appointments import Bookings
from hotline.clock import Clock
from hotline.handoff import Talks
from hotline.ledger import TicketReceipt
from hotline.reminders import ReminderKind
from hotline.tickets import TicketProgress, TicketRequest
from knowledge_base.clinics import Clinics
from knowledge_base.guidance import Described, Guidance, GuideQuestion
from knowledge_base.journeys import NO_JOURNEYS, Journeys, Sheet
from knowledge_base.profile import Hospital
from knowledge_base.search.searching import KnowledgeSearch


class TicketLedger(Protocol):
    """Keeps what is promised, whatever the state of the database; only what is asked of it needs it up."""

    def open_ticket(self, request: TicketRequest) -> TicketReceipt: ...
    def add_contact(self, number: str, *, phone: str | None, caller_name: str | None) -> None: ...
    def find_progress(
        self, code: str, *, phone_last_four: str | None = None, conversation_id: str | None = None
    ) -> TicketProgress | None: ...
    def bound_phone(self, conversation_id: str) -> str | None: ...
    def own_progress(self, conversation_id: str) -> Sequence[TicketProgress]: ...


class Guides(Protocol):
    """Which department, from what was described; and what an answer to its question means."""

    def recommend(self, described: Described) -> Guidance: ...
    def read_answer(self, question: GuideQuestion, said: str) -> str | None: ...
    def read_person(self, text: str) -> Described: ...


class SheetKeeper(Protocol):
    """Keeps which sheet somebody was given."""

    def give(self, sheet: Sheet, *, conversation_id: str) -> str | None:
        """Its code; None where it cannot be kept now. Never raises for the database."""
        ...


class NoSheets:
    """Where sheets are read out and not kept."""

    def give(self, sheet: Sheet, *, conversation_id: str) -> str | None:  # noqa: ARG002
        return None


class Reminding(Protocol):
    """Reminds callers of a day they named; needs the database up."""

    def ask(
        self,
        *,
        kind: ReminderKind,
        on: date,
        at: time | None,
        conversation_id: str,
        channel: str,
        phone: str | None,
    ) -> datetime: ...
    def stop(self, *, conversation_id: str) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Tools:
    """Handed to every action by its constructor."""

    search: KnowledgeSearch
    guide: Guides
    clinics: Clinics
    ledger: TicketLedger
    bookings: Bookings
    talks: Talks
    hospital: Hospital
    clock: Clock
    reminders: Reminding
    journeys: Journeys = NO_JOURNEYS
    sheets: SheetKeeper = field(default_factory=NoSheets)
