"""What a hospital's real booking system must be able to do; how it is spoken to stands elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class BookingSystemAway(Exception):  # noqa: N818 - a noun of the trade
    """No answer, or a failing one: nobody knows whether it was done. Ask again with the same key."""


class BookingSystemRefused(Exception):  # noqa: N818 - a noun of the trade
    """It answered that it will not: `reason` is a word of the protocol, never the patient's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Something that can be booked there; `left` places, None where it does not say."""

    id: str
    on: date
    starts: str
    department: str
    doctor: str | None
    where: str | None
    left: int | None


@dataclass(frozen=True, kw_only=True)
class Booker:
    """For whom: as much as its desk needs to know him again."""

    name: str | None
    phone: str | None
    ticket: str


class BookingSystem(Protocol):
    """Every deed bears a key: with the same key it is done once. All raise BookingSystemAway or …Refused."""

    def slots(self, *, on: date, department: str) -> Sequence[Slot]: ...

    def hold(self, slot: str, *, key: str) -> str:
        """The hold's id; it lapses by itself where nobody confirms it."""
        ...

    def confirm(self, hold: str, *, booker: Booker, key: str) -> str:
        """The reference by which the booking is known there."""
        ...

    def cancel(self, reference: str, *, key: str) -> None:
        """Cancelling again, or what is not there any more, is no fault."""
        ...
