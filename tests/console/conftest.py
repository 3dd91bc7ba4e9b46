"""The console over a small hospital of its own: knowledge, settings and a database nobody else uses."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.paths import MIGRATIONS
from hotline.database import Database, Keyring, install_keyring, migrate
from knowledge_base.profile import PROFILE
from tests.knowledge_base import samples


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "hotline.db"
    migrate(f"sqlite:///{file}", folder=MIGRATIONS)
    return file


@pytest.fixture
def small_knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge folder in place of ours, and settings that name nothing of ours."""
    folder = samples.folder(tmp_path / "knowledge_base", samples.topic(), samples.topic("gout"))
    for module in ("console.knowledge", "console.commands.kb", "console.commands.doctor"):
        monkeypatch.setattr(f"{module}.KNOWLEDGE", folder)
    monkeypatch.setenv("HOTLINE_HOSPITAL", str(folder / PROFILE))
    monkeypatch.setenv("HOTLINE_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("HOTLINE_DATA_KEY", Keyring.generate_key())
    monkeypatch.setenv("HOTLINE_DATABASE_URL", "")
    monkeypatch.setenv("HOTLINE_LANGUAGE", "en")
    return folder


@pytest.fixture
def small_database(
    small_knowledge: Path, migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """The database the settings of `small_knowledge` lead to."""
    key = Keyring.generate_key()
    monkeypatch.setenv("HOTLINE_DATA_KEY", key)
    install_keyring(Keyring(key))
    (tmp_path / "var").mkdir()
    file = shutil.copy(migrated, tmp_path / "var" / "hotline.db")
    kept = Database(f"sqlite:///{file}")
    yield kept
    kept.close()
