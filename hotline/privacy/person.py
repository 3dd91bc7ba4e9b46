"""Everything that belongs to one telephone number, found by keyed hash and by what hangs together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, false, or_, select
from sqlalchemy.orm import Session

from hotline.database import Base, LookupHash, installed_keyring
from hotline.phone import plain_number
from hotline.tickets import Ticket, TicketLink

_NOT_PATIENTS = ("staff_reaches", "push_subscriptions", "staff_members")
_BY_THEMSELVES = ("tickets", "alarms", "caller_profiles", "refused_numbers", "binding_codes")
_LINKS = {
    "conversation_id": "conversations",
    "ticket_id": "tickets",
    "ticket_number": "numbers",
    "alarm_id": "alarms",
}


@dataclass
class Person:
    """`hashes` are of the number under every data key; the sets name what is theirs.

    A ticket of the same conversation that bears another number is somebody else's and counted as `others`.
    """

    hashes: tuple[str, ...]
    conversations: set[str] = field(default_factory=set)
    tickets: set[Any] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    alarms: set[Any] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    @property
    def is_known(self) -> bool:
        return bool(self.conversations or self.tickets or self.alarms)

    @property
    def size(self) -> int:
        return sum(map(len, (self.conversations, self.tickets, self.numbers, self.alarms)))


def find_person(session: Session, *, phone: str) -> Person:
    """Also what bears no number itself: a ticket's conversation, and other tickets of that conversation."""
    dialled = plain_number(phone)
    person = Person(installed_keyring().lookup_hashes(dialled) if dialled else ())
    for table in tables_of_patients():
        for row in session.execute(select(table).where(_bears(table, person))).mappings():
            _take(person, table, row)
    size = -1
    while person.size != size:
        size = person.size
        _widen(session, person)
    return person


def tables_of_patients() -> Iterator[Table]:
    """In an order in which what others point to comes first."""
    for table in Base.metadata.sorted_tables:
        if table.name not in _NOT_PATIENTS and (
            table.name in _BY_THEMSELVES or set(_LINKS) & set(table.c.keys())
        ):
            yield table


def belongs_to(table: Table, person: Person) -> ColumnElement[bool]:
    """The rows of `table` that are this person's."""
    if table.name in {"tickets", "alarms"}:
        return table.c.id.in_(getattr(person, table.name))
    ways = [
        table.c[column].in_(getattr(person, name)) for column, name in _LINKS.items() if column in table.c
    ]
    return or_(_bears(table, person), *ways)


def _bears(table: Table, person: Person) -> ColumnElement[bool]:
    hashed = [column.in_(person.hashes) for column in table.c if isinstance(column.type, LookupHash)]
    return or_(false(), *hashed)


def _widen(session: Session, person: Person) -> None:
    for table in (Base.metadata.tables["tickets"], Base.metadata.tables["alarms"]):
        for row in session.execute(select(table).where(_hangs_on(session, table, person))).mappings():
            if row["phone_hash"] is None or row["phone_hash"] in person.hashes:
                _take(person, table, row)
            else:
                person.others.add(row["number"] if table.name == "tickets" else str(row["id"]))


def _hangs_on(session: Session, table: Table, person: Person) -> ColumnElement[bool]:
    same_talk = table.c.conversation_id.in_(person.conversations)
    if table.name == "alarms":
        return same_talk | table.c.ticket_id.in_(person.tickets)
    merged = table.c.merged_into.in_(person.numbers)
    into = select(Ticket.merged_into).where(Ticket.id.in_(person.tickets), Ticket.merged_into.is_not(None))
    return same_talk | merged | table.c.number.in_(into) | table.c.id.in_(_linked(session, person))


def _linked(session: Session, person: Person) -> set[Any]:
    pairs = select(TicketLink.first_id, TicketLink.second_id).where(
        or_(TicketLink.first_id.in_(person.tickets), TicketLink.second_id.in_(person.tickets))
    )
    return {one for pair in session.execute(pairs) for one in pair}


def _take(person: Person, table: Table, row: Mapping[Any, Any]) -> None:
    if table.name == "tickets":
        person.tickets.add(row["id"])
        person.numbers.add(row["number"])
    elif table.name == "alarms":
        person.alarms.add(row["id"])
    # An empty name is no conversation: it would join everybody who has none.
    if row.get("conversation_id"):
        person.conversations.add(row["conversation_id"])
