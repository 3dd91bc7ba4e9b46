"""What is said when the screening data itself is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FaultyRule(ValueError):  # noqa: N818 - errors are nouns of the trade
    """A rule, finding or word list that cannot be trusted; names file, entry and fault."""

    def __init__(self, file: Path, *, entry: str, fault: str) -> None:
        super().__init__(f"{file.name}: {entry}: {fault}")
        self.file = file
        self.entry = entry
        self.fault = fault
