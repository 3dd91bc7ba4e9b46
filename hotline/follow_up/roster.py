"""Who is on duty, as far as timers need it; the hospital's own rota is read elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class OnDuty:
    """`name` is what people read; without a `username` nobody can be told in person."""

    name: str
    username: str | None = None


class Roster(Protocol):
    """Asked with aware instants; always has somebody."""

    def on_duty(self, at: datetime) -> OnDuty: ...

    def next_after(self, name: str | None, at: datetime) -> OnDuty:
        """Who comes after this one, in the order in which they come on duty from `at` on, around the week.

        A name that is not on the rota, or None, is followed by whoever is on duty.
        """

    def manager(self) -> OnDuty: ...
