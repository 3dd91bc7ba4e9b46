"""How each kind of store is opened: SQLite in WAL mode, PostgreSQL by psycopg."""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

_SHORT = timedelta(seconds=2)


class UnknownStore(Exception):  # noqa: N818 - a noun of the trade
    """The address names neither a SQLite file nor a PostgreSQL database."""

    def __init__(self, backend: str) -> None:
        super().__init__(f"{backend}: the store is a SQLite file or a PostgreSQL database")


def open_engine(url: str, *, busy_timeout: timedelta, create: bool = False) -> Engine:
    """An engine that waits at most `busy_timeout` for a lock; connects on first use only."""
    address = make_url(url)
    backend = address.get_backend_name()
    if backend == "sqlite" and address.database not in {None, "", ":memory:"}:
        return _open_sqlite(Path(str(address.database)), busy_timeout=busy_timeout, create=create)
    if backend == "postgresql":
        return _open_postgresql(address, busy_timeout=busy_timeout)
    raise UnknownStore(backend)


def _open_postgresql(address: URL, *, busy_timeout: timedelta) -> Engine:
    wait = int(busy_timeout / timedelta(milliseconds=1))
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=busy_timeout.total_seconds(),
        connect_args={
            "connect_timeout": int(_SHORT.total_seconds()),
            "tcp_user_timeout": int(_SHORT / timedelta(milliseconds=1)),
            "options": f"-c lock_timeout={wait} -c timezone=UTC",
        },
    )


def _open_sqlite(path: Path, *, busy_timeout: timedelta, create: bool) -> Engine:
    mode = "rwc" if create else "rw"

    def connect() -> sqlite3.Connection:
        # A store that vanished is unavailable; it must not come back as an empty file.
        address = f"{path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(
            address,
            uri=True,
            timeout=busy_timeout.total_seconds(),
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine(
        "sqlite://",
        creator=connect,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_timeout=busy_timeout.total_seconds(),
    )
    _prepare_sqlite(engine, path)
    return engine


def _prepare_sqlite(engine: Engine, path: Path) -> None:
    def configure(connection: sqlite3.Connection, record: Any) -> None:
        record.info["file"] = _identity(path)
        for pragma in ("journal_mode=WAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    def check_same_file(_connection: sqlite3.Connection, record: Any, _proxy: Any) -> None:
        # An open connection goes on writing into a file that was moved away; what it writes is lost.
        if record.info["file"] != _identity(path):
            raise DisconnectionError("the database file is no longer the one that was opened")

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql(f"PRAGMA synchronous={options.get('sqlite_synchronous', 'FULL')}")
        # A deferred transaction that reads and then writes fails at once instead of waiting its turn.
        connection.exec_driver_sql(f"BEGIN {options.get('sqlite_begin', 'IMMEDIATE')}")

    event.listen(engine, "connect", configure)
    event.listen(engine, "checkout", check_same_file)
    event.listen(engine, "begin", begin)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked on every checkout; Path.stat costs twice as much
    except OSError:
        return None
    return found.st_dev, found.st_ino
