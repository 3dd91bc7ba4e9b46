"""A real database that is locked, taken away and given back while a conversation goes on."""

import sqlite3
from pathlib import Path

from tests.golden.conversation import DatabaseState


class Store:
    """One SQLite file; `become` does to it what an operator or a disk might do."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._aside = file.parent / "aside"
        self._other: sqlite3.Connection | None = None

    @property
    def url(self) -> str:
        return f"sqlite:///{self._file}"

    def become(self, state: DatabaseState) -> None:
        self._unlock()
        self._bring_back()
        if state == "locked":
            self._lock()
        elif state == "gone":
            self._take_away()

    def _lock(self) -> None:
        self._other = sqlite3.connect(self._file, isolation_level=None)
        self._other.execute("BEGIN IMMEDIATE")

    def _unlock(self) -> None:
        if self._other:
            self._other.execute("ROLLBACK")
            self._other.close()
            self._other = None

    def _take_away(self) -> None:
        self._aside.mkdir()
        for file in self._file.parent.glob(f"{self._file.name}*"):
            file.rename(self._aside / file.name)

    def _bring_back(self) -> None:
        if self._aside.exists():
            for file in self._aside.iterdir():
                file.rename(self._file.parent / file.name)
            self._aside.rmdir()
