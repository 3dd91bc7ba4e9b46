"""Time that passes only when something on the line takes time."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class VirtualClock:
    """A `hotline.clock.Clock` of simulated calls; nobody waits for it."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def pass_(self, time: timedelta) -> None:
        self.at += time
