"""The schema moves forward by numbered steps, and the application takes them itself."""

from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from hotline.database.engine import open_engine

_PATIENCE = timedelta(seconds=30)


def migrate(url: str, *, folder: Path) -> None:
    """Bring the database at `url` to the newest step in `folder`; a SQLite file is created when missing."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = open_engine(url, busy_timeout=_PATIENCE, create=True)
    try:
        with engine.begin() as connection:
            command.upgrade(migration_config(folder, connection=connection), "head")
    finally:
        engine.dispose()


def needs_migration(url: str, *, folder: Path) -> bool:
    """Whether steps are missing; raises SQLAlchemy's OperationalError where there is no database."""
    newest = ScriptDirectory.from_config(migration_config(folder)).get_current_head()
    engine = open_engine(url, busy_timeout=_PATIENCE)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() != newest
    finally:
        engine.dispose()


def migration_config(folder: Path, *, connection: object | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
