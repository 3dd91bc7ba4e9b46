"""A real database brought up once, the hospital's real sentences, and a hotline of each test's own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.paths import KNOWLEDGE, MIGRATIONS, SENTENCES
from hotline.database import Keyring, install_keyring, migrate
from knowledge_base import Hospital, load_hospital
from knowledge_base.profile import PROFILE
from telephony.words import Words
from tests.browser import chromium  # noqa: F401 - a fixture
from tests.telephony.making import Hotline


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    return load_hospital(KNOWLEDGE / PROFILE)


@pytest.fixture(scope="session")
def words() -> Words:
    return Words.load(SENTENCES)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "hotline.db"
    migrate(f"sqlite:///{file}", folder=MIGRATIONS)
    return file


@pytest.fixture
def start_hotline(
    migrated: Path, tmp_path: Path, hospital: Hospital, words: Words
) -> Iterator[Callable[[], Hotline]]:
    """Starts a hotline on this test's database, once and again."""
    install_keyring(Keyring(Keyring.generate_key()))
    file = Path(shutil.copy(migrated, tmp_path / "hotline.db"))
    started: list[Hotline] = []

    def start() -> Hotline:
        started.append(Hotline(file, hospital=hospital, words=words))
        return started[-1]

    yield start
    for hotline in started:
        hotline.close()


@pytest.fixture
def hotline(start_hotline: Callable[[], Hotline]) -> Hotline:
    return start_hotline()
