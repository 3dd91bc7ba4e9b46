"""Time is an argument: whoever needs the present is handed a clock."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the present as an aware UTC instant."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place that may ask the machine for the time


@dataclass(frozen=True, slots=True)
class ClockAt:
    """Stands at an instant: what a deed leads to is as old as the deed."""

    at: datetime

    def now(self) -> datetime:
        return self.at
