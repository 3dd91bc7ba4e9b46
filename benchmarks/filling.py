"""Millions of rows into a store of ours in minutes: SQLite takes them unsafely, PostgreSQL by COPY."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, Protocol

import psycopg
from sqlalchemy import Column, Dialect, Table
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import make_url

from benchmarks.busy_hotline import Rows
from hotline.database import Base, PrivateJson, PrivateText

_Value = Callable[[Any], Any]


class _Store(Protocol):
    dialect: Dialect

    def take(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None: ...
    def finish(self) -> None: ...


def fill(url: str, batches: Iterable[Rows]) -> None:
    """Every row names the columns it fills; private texts come encrypted already. The schema is there."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(address.database), isolation_level=None)) as file:
            _write(_Sqlite(file), batches)
    else:
        with psycopg.connect(url) as connection:
            _write(_Postgres(connection), batches)


def _write(store: _Store, batches: Iterable[Rows]) -> None:
    tables = Base.metadata.sorted_tables  # what is pointed to before what points to it
    values = {table: [_value(column, store.dialect) for column in _columns(table)] for table in tables}
    for batch in batches:
        rows = {kind.__tablename__: found for kind, found in batch.items()}
        for table in tables:
            if found := rows.get(table.name):
                store.take(table, _plain(found, columns=_columns(table), values=values[table]))
    store.finish()


def _columns(table: Table) -> list[Column[Any]]:
    """Numbers that the store gives itself are left to it."""
    return [column for column in table.columns if column is not table.autoincrement_column]


def _value(column: Column[Any], dialect: Dialect) -> _Value:
    found = column.type.dialect_impl(dialect).bind_processor(dialect)
    is_encrypted = isinstance(column.type, PrivateText | PrivateJson)
    return (lambda value: value) if is_encrypted or found is None else found


def _plain(
    rows: Sequence[dict[str, Any]], *, columns: Sequence[Column[Any]], values: Sequence[_Value]
) -> Iterator[tuple[Any, ...]]:
    made = [(column.name, value) for column, value in zip(columns, values, strict=True)]
    for row in rows:
        yield tuple(None if row.get(name) is None else value(row[name]) for name, value in made)


class _Sqlite:
    dialect: Dialect = SQLiteDialect_pysqlite()

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000"):
            file.execute(f"PRAGMA {pragma}")
        file.execute("BEGIN")

    def take(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
        names = [column.name for column in _columns(table)]
        places = ", ".join("?" * len(names))
        written = ", ".join(f'"{name}"' for name in names)
        self._file.executemany(f"INSERT INTO {table.name} ({written}) VALUES ({places})", rows)  # noqa: S608

    def finish(self) -> None:
        self._file.execute("COMMIT")


class _Postgres:
    dialect: Dialect = PGDialect_psycopg()  # type: ignore[no-untyped-call]

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def take(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
        written = ", ".join(f'"{column.name}"' for column in _columns(table))
        into = f"COPY {table.name} ({written}) FROM STDIN".encode()
        with self._connection.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self) -> None:
        """A server in use has counted its tables long ago."""
        self._connection.commit()
        self._connection.autocommit = True
        self._connection.execute("VACUUM ANALYZE")
