"""A keyring, a clock, and real databases brought up by the migrations."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from hotline.database import Base, Database, Keyring, install_keyring, migrate
from tests.hotline.making import SetClock
from tests.postgres import PostgresServer, running_postgres

MIGRATIONS = Path(__file__).parents[2] / "migrations"
PATIENCE = timedelta(seconds=30)
"""What a slow disk may take between two writers; a test about a busy store opens its own."""


@pytest.fixture(autouse=True)
def keyring() -> Keyring:
    ring = Keyring(Keyring.generate_key())
    install_keyring(ring)
    return ring


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "hotline.db"
    migrate(f"sqlite:///{path}", folder=MIGRATIONS)
    return path


@pytest.fixture
def database_file(migrated_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_file, tmp_path / "hotline.db"))


@pytest.fixture
def database(database_file: Path) -> Iterator[Database]:
    kept = Database(f"sqlite:///{database_file}", busy_timeout=PATIENCE)
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres: PostgresServer) -> str:
    url = postgres.new_database()
    migrate(url, folder=MIGRATIONS)
    return url


@pytest.fixture
def postgres_database(migrated_postgres: str) -> Iterator[Database]:
    kept = Database(migrated_postgres, busy_timeout=PATIENCE)
    yield kept
    with kept.transaction() as session:
        session.execute(text(f"TRUNCATE {', '.join(Base.metadata.tables)} CASCADE"))
    kept.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.whole)])
def any_database(request: pytest.FixtureRequest) -> Database:
    """The same test on both stores."""
    found: Database = request.getfixturevalue(
        "database" if request.param == "sqlite" else "postgres_database"
    )
    return found
