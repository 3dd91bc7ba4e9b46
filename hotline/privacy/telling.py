"""What is kept of one person, row by row and readable, for him to take away."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Base
from hotline.privacy.columns import classification
from hotline.privacy.person import Person, belongs_to, tables_of_patients
from hotline.privacy.request import PersonalDataRequest, RequestKind

Rows = list[dict[str, Any]]


def tell_person(session: Session, *, person: Person) -> dict[str, Rows]:
    """By table; hashes and staff's secrets are left out. Also who looked at it."""
    told = {table.name: _rows(session, table, person) for table in tables_of_patients()}
    told["detail_views"] = _views(session, person)
    return {name: rows for name, rows in told.items() if rows}


def note_export(session: Session, *, by: str, told: Mapping[str, Rows], clock: Clock) -> PersonalDataRequest:
    """What was handed out is recorded, not to whom."""
    request = PersonalDataRequest(
        id=uuid4(),
        kind=RequestKind.EXPORT,
        at=clock.now(),
        by=by,
        reason=None,
        done={name: len(rows) for name, rows in told.items()},
        kept={},
    )
    session.add(request)
    session.flush()
    return request


def _rows(session: Session, table: Table, person: Person) -> Rows:
    ordered = select(table).where(belongs_to(table, person)).order_by(*table.primary_key)
    return [_readable(table, row) for row in session.execute(ordered).mappings()]


def _views(session: Session, person: Person) -> Rows:
    table = Base.metadata.tables["detail_views"]
    seen = {*person.numbers, *person.conversations, *map(str, (*person.alarms, *person.tickets))}
    looks = select(table).where(table.c.number.in_(seen)).order_by(table.c.at)
    return [_readable(table, row) for row in session.execute(looks).mappings()]


def _readable(table: Table, row: Mapping[Any, Any]) -> dict[str, Any]:
    told = classification().is_told
    return {
        name: _plain(value)
        for name, value in row.items()
        if told(table.name, name) and name != "private_salt"
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value.value if isinstance(value, Enum) else value
