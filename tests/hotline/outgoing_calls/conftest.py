"""A ticket that was accepted, a dialler that does as told, and calls asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from hotline.database import Database
from hotline.outgoing_calls import (
    Dialled,
    DiallingFailed,
    Errand,
    OutgoingCall,
    ask_for_call,
    ring_one_call,
)
from hotline.tickets import Ticket, accept_ticket, get_ticket, open_ticket
from tests.hotline.making import SetClock, a_request, add_member

PHONE = "13800008000"
TOLD = "心内科专家周二上午门诊，请带上病历。"


@dataclass
class ToldDialler:
    """Notes whom it rang, and gives each call a name; fails where told to."""

    rung: list[Dialled] = field(default_factory=list)
    fault: Exception | None = None
    is_on: bool = True

    def dial(self, dialled: Dialled) -> str:
        self.rung.append(dialled)
        if self.fault:
            raise self.fault
        return f"CA{len(self.rung)}"


@dataclass
class Calls:
    """One database with a nurse, a clock and a dialler."""

    database: Database
    clock: SetClock
    dialler: ToldDialler = field(default_factory=ToldDialler)

    def ticket(self, number: str) -> Ticket:
        with self.database.reading() as session:
            ticket = get_ticket(session, number=number)
            assert ticket.events
            return ticket

    def opened(self, *, accepted: bool = True, **changed: Any) -> str:
        with self.database.transaction() as session:
            ticket = open_ticket(session, request=a_request(**changed), clock=self.clock)
            if accepted:
                accept_ticket(session, number=ticket.number, staff="chen", clock=self.clock)
            return ticket.number

    def ask(self, errand: Errand = Errand.FEEDBACK, *, number: str | None = None, **changed: Any) -> UUID:
        """`number` is the ticket's."""
        told = {"phone": PHONE, "asked_by": "chen", "message": TOLD} | changed
        told["number"] = told.pop("phone")
        with self.database.transaction() as session:
            ticket = get_ticket(session, number=number) if number else None
            return ask_for_call(session, errand=errand, ticket=ticket, clock=self.clock, **told).id

    def do(self, deed: Callable[..., Any], **facts: Any) -> Any:
        with self.database.transaction() as session:
            return deed(session, clock=self.clock, **facts)

    def turn(self) -> int:
        """Does all that is due, and gives how many telephones rang."""
        before = len(self.dialler.rung)
        while ring_one_call(self.database, dialler=self.dialler, clock=self.clock):
            pass
        return len(self.dialler.rung) - before

    def wait(self, **by: float) -> int:
        self.clock.move(**by)
        return self.turn()

    def call(self, call_id: UUID) -> OutgoingCall:
        with self.database.reading() as session:
            call = session.get(OutgoingCall, call_id)
            assert call is not None
            assert len(call.attempts) >= 0
            return call

    def failing(self, reason: str = "HTTP 500") -> None:
        self.dialler.fault = DiallingFailed(reason)


def house(database: Database, clock: SetClock) -> Calls:
    with database.transaction() as session:
        add_member(session, "chen")
    return Calls(database, clock)


@pytest.fixture
def calls(database: Database, clock: SetClock) -> Calls:
    return house(database, clock)


@pytest.fixture
def calls_anywhere(any_database: Database, clock: SetClock) -> Calls:
    """On both stores: for what their SQL may tell apart."""
    return house(any_database, clock)


@pytest.fixture
def number(calls: Calls) -> str:
    return calls.opened()
