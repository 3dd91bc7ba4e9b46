"""The encrypted journal on disk: what could not be kept in the database waits here, in order."""

import fcntl
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from hotline.database import StorageUnavailable

_OWNER_ONLY = 0o600


class JournalUnavailable(StorageUnavailable):
    """Neither the database nor the disk took what was to be kept."""


class Journal:
    """Numbered segments; each is written by one process, which holds its file lock until it lets go.

    A new process and a new outage begin a segment of their own, so that a line cut short by a crash
    is never continued by the next one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing = Lock()
        self._segment: int | None = None

    @property
    def is_empty(self) -> bool:
        return next(self._segments(), None) is None

    def append(self, lines: Sequence[str]) -> None:
        """On disk when this returns."""
        with self._writing:
            try:
                self._write("".join(f"{line}\n" for line in lines).encode())
            except OSError as error:
                self._let_go()
                raise JournalUnavailable(f"{type(error).__name__}: {error.strerror}") from error

    def close(self) -> None:
        with self._writing:
            self._let_go()

    def take(self) -> Generator["Segment"]:
        """The segments nobody else writes or replays, oldest first."""
        self.close()
        for path in sorted(self._segments()):
            segment = Segment.hold(path)
            if segment is not None:
                with segment:
                    yield segment

    def read(self) -> Iterator[str]:
        """Every line that waits, also those that somebody else writes or replays; nothing is taken."""
        for path in sorted(self._segments()):
            with suppress(OSError):
                yield from path.read_text(encoding="utf-8", errors="replace").splitlines()

    def _write(self, data: bytes) -> None:
        if self._segment is None:
            self._segment = self._begin_segment()
        written = os.write(self._segment, data)
        if written != len(data):
            raise OSError(0, "the disk took only a part of the line")
        os.fsync(self._segment)

    def _begin_segment(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = max((int(path.stem) for path in self._segments()), default=0) + 1
        while True:
            try:
                path = self._folder / f"{number:010}.journal"
                descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
            except FileExistsError:
                number += 1
                continue
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            return descriptor

    def _let_go(self) -> None:
        if self._segment is not None:
            os.close(self._segment)
            self._segment = None

    def _segments(self) -> Iterator[Path]:
        return self._folder.glob("*.journal")


class Segment:
    """A segment held for replay."""

    def __init__(self, path: Path, *, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def hold(cls, path: Path) -> "Segment | None":
        """None where another process writes or replays it, or has just finished it."""
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists():
                return cls(path, descriptor=descriptor)
        os.close(descriptor)
        return None

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_error: object) -> None:
        os.close(self._descriptor)

    def lines(self) -> list[str]:
        return self._path.read_text(encoding="utf-8", errors="replace").splitlines()

    def remove(self) -> None:
        self._path.unlink()
