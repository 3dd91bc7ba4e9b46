"""Opens the store for one command, and says plainly when it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from console.secrets import data_key
from console.settings import Settings
from console.words import Trouble
from hotline.database import Database, Keyring, StorageUnavailable, install_keyring


@contextmanager
def open_store(settings: Settings) -> Iterator[Session]:
    """One transaction. Raises `Trouble` where the database is away or was never made."""
    with open_database(settings) as database, database.transaction() as session:
        yield session


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """For more than one transaction. Raises `Trouble` as `open_store` does."""
    install_keyring(Keyring(data_key(settings)))
    database = Database(settings.storage)
    try:
        yield database
    except (StorageUnavailable, SQLAlchemyError) as fault:
        reason = str(fault).splitlines()[0]
        raise Trouble("database_unreachable", url=settings.storage_shown, reason=reason) from fault
    finally:
        database.close()
