"""Who is on duty at any hour of the week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

DAYS = range(1, 8)
HOURS = range(24)


@dataclass(frozen=True, kw_only=True)
class Shift:
    """The same hours on some weekdays; times as "HH:MM", the end excluded and at most "24:00".

    `username` is the nurse's account at the desk, by which timers tell her in person.
    """

    name: str
    weekdays: frozenset[int]
    starts: str
    ends: str
    username: str | None = None

    def covers(self, weekday: int, clock: str) -> bool:
        return weekday in self.weekdays and self.starts <= clock < self.ends


@dataclass(frozen=True)
class Rota:
    """All shifts of a week."""

    shifts: tuple[Shift, ...]

    def on_duty(self, local: datetime) -> str:
        clock = f"{local:%H:%M}"
        return next(shift.name for shift in self.shifts if shift.covers(local.isoweekday(), clock))

    def holes(self) -> Iterator[tuple[int, int]]:
        """Weekday and hour of every hour that nobody, or not the whole of which somebody, covers."""
        for day in DAYS:
            for hour in HOURS:
                if not all(self._covered(day, f"{hour:02}:{minute:02}") for minute in range(60)):
                    yield day, hour

    def _covered(self, weekday: int, clock: str) -> bool:
        return any(shift.covers(weekday, clock) for shift in self.shifts)
