"""Time that passes only when something on the line takes time."""

from datetime import datetime, timedelta


class VirtualClock:
    """A `hotline.clock.Clock` of simulated calls; nobody waits for it."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def pass_(self, time: timedelta) -> None:
        self._at += time
