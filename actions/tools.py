"""What the actions are handed: search, clinics, ledger, appointments, the hospital, a clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from hotline.appointments import Bookings
from hotline.clock import Clock
from hotline.handoff import Talks
from hotline.ledger import TicketReceipt
from hotline.reminders import ReminderKind
from hotline.tickets import TicketProgress, TicketRequest
from knowledge_base.clinics import Clinics
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
    clinics: Clinics
    ledger: TicketLedger
    bookings: Bookings
    talks: Talks
    hospital: Hospital
    clock: Clock
    reminders: Reminding
