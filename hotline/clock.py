"""Time is an argument: whoever needs the present is handed a clock."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the present as an aware UTC instant."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place that may ask the machine for the time
