"""What the knowledge base asks of a timetable: the half-days of doctors on their dates.

The tables themselves are the domain's; whatever has this shape is read here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol


class Sitting(Protocol):
    """One half-day of one doctor; times are the hospital's own, as HH:MM."""

    @property
    def id(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def starts(self) -> str: ...
    @property
    def ends(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def doctor(self) -> str: ...
    @property
    def visiting(self) -> bool: ...
    @property
    def cancelled(self) -> bool: ...
    @property
    def reason(self) -> str | None: ...


class Timetable(Protocol):
    """Answers whatever the state of the database."""

    def sittings(self, *, first: date, last: date) -> Sequence[Sitting]: ...
