"""What happened to a ticket, one sentence an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.names import Names
from desk.numbers import masked
from desk.words import Words
from hotline.phone import plain_number
from hotline.tickets import FeedbackMeans, Outcome, Ticket, TicketEvent

_STAFF_FACTS = ("to", "from")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """`said` is what was written or told with the deed, one text a line."""

    kind: str
    at: datetime
    by: str
    what: str
    said: tuple[str, ...]


def timeline(ticket: Ticket, *, names: Names, words: Words) -> tuple[Moment, ...]:
    """Newest first: what matters now stands on top."""
    return tuple(_moment(event, names, words) for event in reversed(ticket.events))


def _moment(event: TicketEvent, names: Names, words: Words) -> Moment:
    return Moment(
        kind=event.kind.value,
        at=event.at,
        by=names.of(event.by),
        what=words.say("events", event.kind.value, **_facts(event.data, names, words)),
        said=tuple(_told(event.private or {})),
    )


def _facts(data: Mapping[str, str], names: Names, words: Words) -> dict[str, str]:
    facts = {name: names.of(value) if name in _STAFF_FACTS else value for name, value in data.items()}
    if "how" in data:
        facts["how"] = words.label(FeedbackMeans(data["how"]))
    if "outcome" in data:
        facts["outcome"] = words.label(Outcome(data["outcome"]))
    return facts


def _told(private: Mapping[str, str]) -> list[str]:
    return [masked(plain_number(text)) if name == "phone" else text for name, text in private.items()]
