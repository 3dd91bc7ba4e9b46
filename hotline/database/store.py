"""One transaction at a time, and one error when the store cannot be reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm import Session, sessionmaker

from hotline.database.engine import open_engine

_BUSY_TIMEOUT = timedelta(seconds=1.5)


class StorageUnavailable(Exception):  # noqa: N818 - a noun of the trade
    """The database is locked, gone, full or damaged. Never carries a statement or its values."""


class Database:
    """The store behind the hotline; nothing is opened before the first transaction."""

    def __init__(self, url: str, *, busy_timeout: timedelta = _BUSY_TIMEOUT) -> None:
        self._engine = open_engine(url, busy_timeout=busy_timeout)
        self._writers = sessionmaker(self._engine, expire_on_commit=False)
        hasty = self._engine.execution_options(sqlite_synchronous="NORMAL")
        self._hasty_writers = sessionmaker(hasty, expire_on_commit=False)
        readers = self._engine.execution_options(sqlite_begin="DEFERRED")
        self._readers = sessionmaker(readers, expire_on_commit=False, autoflush=False)

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[Session]:
        """A session that commits on leaving and rolls back on an error.

        What is committed survives a power cut; on SQLite, without `durable`, only a crash of the process,
        and the commit does not wait for the disk.
        """
        writers = self._writers if durable else self._hasty_writers
        with _translated(), writers.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that never waits for a writer on SQLite; what is changed in it is dropped."""
        with _translated(), self._readers() as session:
            yield session

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except PoolExhausted as error:
        raise StorageUnavailable("every connection is in use") from error
    except DatabaseError as error:
        # A damaged SQLite file raises the bare class; its other children are our own mistakes.
        if isinstance(error, OperationalError) or type(error) is DatabaseError:
            raise StorageUnavailable(_reason(error)) from error
        raise
    except InterfaceError as error:
        raise StorageUnavailable(_reason(error)) from error


def _reason(error: DBAPIError) -> str:
    lines = str(error.orig).splitlines()
    return f"{type(error.orig).__name__}: {lines[0] if lines else ''}"
