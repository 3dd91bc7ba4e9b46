"""How long a conversation is shown again by its name: who sits down at this screen tomorrow sees nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

KEPT = timedelta(hours=24)
"""The page forgets the name as long after the last word (page/storage.js)."""


class _Dated(Protocol):
    @property
    def at(self) -> datetime: ...


Line = TypeVar("Line", bound=_Dated)


def still_shown(lines: Iterable[Line], *, now: datetime) -> tuple[Line, ...]:
    return tuple(line for line in lines if now - line.at < KEPT)
