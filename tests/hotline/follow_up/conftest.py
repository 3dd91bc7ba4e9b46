"""A hotline whose timers go off only when a test says so, on a real database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from hotline.database import Database, Keyring, install_keyring
from hotline.follow_up import (
    OnDuty,
    Timer,
    TimerKind,
    TimerOutcome,
    TimerState,
    do_one_due_timer,
    timers_of,
)
from hotline.notifications import Letter, Means, NoticeKind
from hotline.staff import StaffRole
from hotline.tickets import EventKind, Ticket, get_ticket, open_ticket
from tests.hotline.making import MORNING, SetClock, a_request, add_member

PERSONS = tuple(OnDuty(name=f"护士{name}", username=name) for name in ("wang", "li", "zhao"))
DEED = Callable[..., Any]
ANNOUNCED = (NoticeKind.HANDED_OVER, NoticeKind.RETURNED, NoticeKind.DECIDE, NoticeKind.NEWS)


@dataclass
class SetRoster:
    """Three nurses who come on duty in this order, and a manager."""

    persons: tuple[OnDuty, ...] = PERSONS
    head: OnDuty = field(default=OnDuty(name="吴主任", username="wu"))

    def on_duty(self, at: datetime) -> OnDuty:
        return self.persons[0]

    def next_after(self, name: str | None, at: datetime) -> OnDuty:
        names = [person.name for person in self.persons]
        return self.persons[(names.index(name) + 1) % len(names)] if name in names else self.persons[0]

    def manager(self) -> OnDuty:
        return self.head


@dataclass
class House:
    """One database with its staff, a clock, and what happened."""

    database: Database
    clock: SetClock
    roster: SetRoster = field(default_factory=SetRoster)

    def open(self, **changed: Any) -> str:
        with self.database.transaction() as session:
            request = a_request(**{"duty_nurse": "护士wang", "channel": "web_chat"} | changed)
            return open_ticket(session, request=request, clock=self.clock).number

    def do(self, deed: DEED, number: str, **facts: Any) -> Any:
        with self.database.transaction() as session:
            return deed(session, number=number, clock=self.clock, **facts)

    def turn(self) -> int:
        """Does everything that is due, and gives how many."""
        done = 0
        while self._do_one():
            done += 1
        return done

    def wait(self, **by: float) -> int:
        self.clock.move(**by)
        return self.turn()

    def ticket(self, number: str) -> Ticket:
        with self.database.reading() as session:
            ticket = get_ticket(session, number=number)
            assert ticket.events
            return ticket

    def events(self, number: str, kind: EventKind = EventKind.ESCALATED) -> list[dict[str, Any]]:
        return [event.data for event in self.ticket(number).events if event.kind is kind]

    def timers(self, number: str, kind: TimerKind | None = None) -> Sequence[Timer]:
        with self.database.reading() as session:
            found = timers_of(session, ticket=get_ticket(session, number=number))
            return [timer for timer in found if kind in (None, timer.kind)]

    def states(self, number: str, kind: TimerKind) -> list[TimerState]:
        return [timer.state for timer in self.timers(number, kind)]

    def outcomes(self, number: str, kind: TimerKind) -> list[TimerOutcome | None]:
        return [timer.outcome for timer in self.timers(number, kind)]

    def planned(self, number: str) -> set[TimerKind]:
        return {timer.kind for timer in self.timers(number) if timer.state is TimerState.PLANNED}

    def due(self, number: str, kind: TimerKind) -> list[datetime]:
        return [one.due_at for one in self.timers(number, kind) if one.state is TimerState.PLANNED]

    def announced(self, kind: NoticeKind) -> list[Letter]:
        """What deeds themselves told, on the desk."""
        with self.database.reading() as session:
            of_kind = select(Letter).where(Letter.kind == kind, Letter.means == Means.DESK)
            return list(session.scalars(of_kind.order_by(Letter.written_at)))

    def told(self) -> list[tuple[str, str]]:
        """What timers told, to whom: staff on the desk, callers by short message; then forgotten."""
        with self.database.transaction() as session:
            by_timers = select(Letter).where(Letter.kind.not_in(ANNOUNCED))
            letters = session.scalars(by_timers.order_by(Letter.written_at, Letter.kind)).all()
            found = [
                (letter.to_staff or "caller", letter.kind.value)
                for letter in letters
                if letter.means is Means.DESK or (letter.conversation_id and letter.means is Means.SMS)
            ]
            for letter in letters:
                session.delete(letter)
        return sorted(found)

    def _do_one(self) -> bool:
        with self.database.transaction() as session:
            return do_one_due_timer(session, clock=self.clock, roster=self.roster)


def add_staff_to(database: Database) -> None:
    with database.transaction() as session:
        for person in PERSONS:
            assert person.username
            add_member(session, person.username)
        add_member(session, "wu", role=StaffRole.MANAGER)
        add_member(session, "heart", role=StaffRole.DEPARTMENT)


@pytest.fixture
def house(any_database: Database, clock: SetClock) -> House:
    add_staff_to(any_database)
    assert clock.now() == MORNING
    return House(any_database, clock)


@pytest.fixture
def data_key(keyring: Keyring) -> str:
    """A key another process can be told, installed here."""
    key = Keyring.generate_key()
    install_keyring(Keyring(key))
    return key
