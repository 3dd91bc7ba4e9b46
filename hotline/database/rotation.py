"""Changing the data key: every private column is written again under the newest key."""

from typing import Any

from sqlalchemy import RowMapping, Table, select, update
from sqlalchemy.orm import Session

from hotline.database.base import Base
from hotline.database.columns import LookupHash, PrivateJson, PrivateText
from hotline.database.keyring import installed_keyring

_PAGE = 500


def rotate_private_columns(session: Session) -> int:
    """Encrypt everything under the first key, so that older keys can be dropped; gives the rows touched."""
    return sum(_rotate_table(session, table) for table in Base.metadata.sorted_tables)


def _rotate_table(session: Session, table: Table) -> int:
    private = [column for column in table.c if isinstance(column.type, PrivateText | PrivateJson)]
    if not private:
        return 0
    touched = 0
    page = select(*table.primary_key, *private).order_by(*table.primary_key).limit(_PAGE)
    while rows := session.execute(page.offset(touched)).mappings().all():
        for row in rows:
            _rotate_row(session, table, row)
        touched += len(rows)
    return touched


def _rotate_row(session: Session, table: Table, row: RowMapping) -> None:
    keys = {key.name for key in table.primary_key}
    fresh = {name: value for name, value in row.items() if name not in keys}
    same_row = [key == row[key.name] for key in table.primary_key]
    session.execute(update(table).where(*same_row).values(fresh | _hashes(table, fresh)))


def _hashes(table: Table, fresh: dict[str, Any]) -> dict[str, str]:
    ring = installed_keyring()
    hashed = {column.name: column.type.of for column in table.c if isinstance(column.type, LookupHash)}
    return {name: ring.lookup_hash(fresh[of]) for name, of in hashed.items() if fresh[of] is not None}
