"""What happened to a ticket, one sentence an event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.names import Names
from desk.numbers import masked
from desk.words import Words
from hotline.phone import plain_number
from hotline.safety import TriageGrade
from hotline.tickets import (
    AttemptOutcome,
    EscalationLevel,
    EscalationReason,
    FeedbackMeans,
    Outcome,
    ReturnReason,
    Ticket,
    TicketEvent,
)


def _reason(value: str) -> StrEnum:
    """Of a return or of an escalation."""
    return ReturnReason(value) if value in set(ReturnReason) else EscalationReason(value)


_STAFF_FACTS = ("to", "from")
_LABELLED: Mapping[str, Callable[[str], StrEnum]] = {
    "how": FeedbackMeans,
    "outcome": Outcome,
    "attempt": AttemptOutcome,
    "reason": _reason,
    "level": EscalationLevel,
    "grade": TriageGrade,
    "grade_before": TriageGrade,
}
_UNTOLD = {"attempt": "", "reason": ""}
"""What events of an older release did not tell."""


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


def _facts(data: Mapping[str, Any], names: Names, words: Words) -> dict[str, object]:
    facts = {name: names.of(value) if name in _STAFF_FACTS else value for name, value in data.items()}
    labelled = {
        name: words.label(kind(data[name])) for name, kind in _LABELLED.items() if data.get(name) is not None
    }
    return _UNTOLD | facts | labelled


def _told(private: Mapping[str, str]) -> list[str]:
    return [masked(plain_number(text)) if name == "phone" else text for name, text in private.items()]
