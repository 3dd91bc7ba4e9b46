"""What can never be kept in the database is kept aside, still encrypted, with the reason."""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

_OWNER_ONLY = 0o600


class Rejects:
    """One file of JSON lines: `reason` and the encrypted `line`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "rejected.jsonl"

    def drop_untouched(self, *, since: datetime) -> bool:
        """Whether there was a file that nothing was added to since then; it is gone now."""
        with suppress(FileNotFoundError):
            if self._path.stat().st_mtime < since.timestamp():
                self._path.unlink()
                return True
        return False

    def add(self, line: str, *, reason: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        row = json.dumps({"reason": reason, "line": line}, ensure_ascii=False)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _OWNER_ONLY)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(f"{row}\n")
            file.flush()
            os.fsync(file.fileno())
