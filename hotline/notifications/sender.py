"""What carries a letter out of the house, and the two ways in which it may fail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from hotline.notifications.telling import House
from hotline.notifications.vocabulary import Means, NoticeKind


class LetterRefused(Exception):  # noqa: N818 - a noun of the trade
    """It would be refused again; carries the reason, never words, number or key."""


class AddressGone(LetterRefused):
    """Nobody is there any more: the address is forgotten."""


class SendingFailed(Exception):  # noqa: N818 - a noun of the trade
    """It may go the next time; carries the reason, never words, number or key."""


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A file that goes with a letter; by means that carry none it is left out."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class OutgoingLetter:
    """`id` is the same at each attempt: what a provider takes as idempotency key.

    `page` is the address within the house that shows the matter to staff; None for callers. After `good_for`
    it would only confuse.
    """

    id: UUID
    ticket_number: str
    address: str | None
    title: str
    text: str
    page: str | None
    good_for: timedelta
    enclosed: Enclosure | None = None


class Sender(Protocol):
    """May take seconds, at most a minute; is called from a thread of its own."""

    def send(self, letter: OutgoingLetter) -> None:
        """Raises LetterRefused, SendingFailed."""


@dataclass(frozen=True, kw_only=True)
class Senders:
    """Those that are on; of the others, which setting is missing. `elsewhere`: on, by somebody else.

    `enclosing`: what makes the file that goes with a kind, from the letter's facts, at each attempt.
    """

    on: Mapping[Means, Sender]
    missing: Mapping[Means, str]
    house: House
    elsewhere: frozenset[Means] = frozenset()
    enclosing: Mapping[NoticeKind, Callable[[Mapping[str, str]], Enclosure]] = field(default_factory=dict)
