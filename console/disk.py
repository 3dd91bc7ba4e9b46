"""Room on the disk, and the sentence that says there is none (standard library only)."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from console.words import Trouble

if TYPE_CHECKING:
    from pathlib import Path


def free_gigabytes(folder: Path) -> float:
    return shutil.disk_usage(folder).free / 1e9


def no_disk(folder: Path, *, needed: float) -> Trouble:
    """Say how much is free and how much is wanted, in gigabytes."""
    return Trouble("no_disk", folder=folder, free=free_gigabytes(folder), needed=needed)


def require_disk(folder: Path, *, needed: float) -> None:
    """Raise `Trouble` before the work begins rather than in its middle."""
    if free_gigabytes(folder) < needed:
        raise no_disk(folder, needed=needed)
