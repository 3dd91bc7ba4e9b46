"""What rings a telephone, whatever provider it is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID


class DiallingFailed(Exception):  # noqa: N818 - a noun of the trade
    """Nothing rings; carries the reason, never the number."""


@dataclass(frozen=True, kw_only=True)
class Dialled:
    """`id` names the errand: whoever picks up begins a call of ours with it."""

    id: UUID
    number: str
    rings: timedelta


class Dialler(Protocol):
    """May take seconds, at most a minute; is called from a thread of its own."""

    @property
    def is_on(self) -> bool: ...

    def dial(self, dialled: Dialled) -> str:
        """Gives the provider's name of the call. Raises DiallingFailed."""
        ...


class NoDialler:
    """Where nothing is configured nobody is rung; what waits is shown, and given up in its time."""

    @property
    def is_on(self) -> bool:
        return False

    def dial(self, dialled: Dialled) -> str:  # noqa: ARG002 - the protocol's
        raise DiallingFailed("no dialler is configured")
