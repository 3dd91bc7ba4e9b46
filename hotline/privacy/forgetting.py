"""What is private goes out of a row; what statistics are made of stays."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, false, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from hotline.database import LookupHash, PrivateJson
from hotline.privacy.columns import classification

_MARK = "forgotten_at"


def forget_rows(
    session: Session, table: Table, *, where: ColumnElement[bool], now: datetime, at_most: int
) -> int:
    """Gives how many rows it was; rows that another replica holds are left to it."""
    return _do(
        session, table, where=where & _holds_private(table), at_most=at_most, values=_blank(table, now)
    )


def drop_rows(session: Session, table: Table, *, where: ColumnElement[bool], at_most: int) -> int:
    """The rows themselves go."""
    return _do(session, table, where=where, at_most=at_most, values=None)


def count_private(session: Session, table: Table, *, where: ColumnElement[bool]) -> int:
    """How many rows still hold something private."""
    return count_rows(session, table, where=where & _holds_private(table))


def count_rows(session: Session, table: Table, *, where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(where)) or 0


def _do(
    session: Session, table: Table, *, where: ColumnElement[bool], at_most: int, values: dict[str, Any] | None
) -> int:
    session.flush()
    keys = list(table.primary_key)
    picked = select(*keys).where(where).order_by(*keys).limit(at_most).with_for_update(skip_locked=True)
    found = session.execute(picked).all()
    if found:
        same = keys[0].in_([row[0] for row in found]) if len(keys) == 1 else tuple_(*keys).in_(found)
        session.execute(
            delete(table).where(same) if values is None else update(table).where(same).values(values)
        )
        session.expire_all()
    return len(found)


def _holds_private(table: Table) -> ColumnElement[bool]:
    if _MARK in table.c:
        return table.c[_MARK].is_(None)
    empty = [column.is_not(None) for column in classification().private_of_patients(table) if column.nullable]
    return or_(*empty) if empty else false()


def _blank(table: Table, now: datetime) -> dict[str, Any]:
    """Every private column empty, and no hash left by which the row could be found."""
    values: dict[str, Any] = {
        column.name: None if column.nullable else {} if isinstance(column.type, PrivateJson) else ""
        for column in classification().private_of_patients(table)
    }
    values |= {column.name: None for column in table.c if isinstance(column.type, LookupHash)}
    return values | ({_MARK: now} if _MARK in table.c else {})
