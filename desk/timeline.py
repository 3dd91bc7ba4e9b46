"""What happened to a ticket, one sentence an event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.names import Names
from desk.numbers import masked
from desk.words import Words
from hotline.green_channel import AlarmOutcome
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
    TicketSource,
)


def _reason(value: str) -> StrEnum:
    """Of a return or of an escalation."""
    return ReturnReason(value) if value in set(ReturnReason) else EscalationReason(value)


def _opened(data: Mapping[str, Any]) -> str:
    if data.get("source") == TicketSource.UNANSWERED_ALARM:
        return TicketSource.UNANSWERED_ALARM.value
    return "promised" if data.get("feedback_due_at") else ""


_STAFF_FACTS = ("to", "from")
_LABELLED: Mapping[str, Callable[[str], StrEnum]] = {
    "how": FeedbackMeans,
    "outcome": Outcome,
    "attempt": AttemptOutcome,
    "reason": _reason,
    "alarm_outcome": AlarmOutcome,
    "level": EscalationLevel,
    "grade": TriageGrade,
    "grade_before": TriageGrade,
}
_UNTOLD = {"attempt": "", "reason": "", "due_at": "", "feedback_due_at": "", "first_contact": ""}
"""What events of an older release did not tell."""

_TIMES = ("due_at", "feedback_due_at")
_FINER: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "opened": _opened,
    "reopened": lambda data: "promised" if data.get("feedback_due_at") else "",
    "breached": lambda data: "silent" if data.get("was_silent") else "",
    "rated": lambda data: "solved" if data.get("solved") else "unsolved",
    "handover_accepted": lambda data: "department" if data.get("department") else "",
    "escalated": lambda data: "to" if data.get("to") else "",
    "alarm_told": lambda data: data["alarm"],
    "not_reached": lambda data: "why" if data.get("attempt") else "",
    "handover_returned": lambda data: "why" if data.get("reason") else "",
}
"""Where one sentence does not fit every event of a kind."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """`said` is what was written or told with the deed, one text a line."""

    kind: str
    at: datetime
    by: str
    what: str
    said: tuple[str, ...]
    is_news: bool = False


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What turns facts into words: names of staff, the desk's words, and times as people say them."""

    names: Names
    words: Words
    said_time: Callable[[datetime], str]


def timeline(ticket: Ticket, *, telling: Telling, me: str) -> tuple[Moment, ...]:
    """Newest first: what matters now stands on top."""
    unseen = {event.seq for event in ticket.news_for_first_contact} if me == ticket.first_contact else set()
    return tuple(_moment(e, telling, is_news=e.seq in unseen) for e in reversed(ticket.events))


def news(ticket: Ticket, *, telling: Telling) -> tuple[Moment, ...]:
    """What the first contact has not seen yet, oldest first."""
    return tuple(_moment(event, telling, is_news=True) for event in ticket.news_for_first_contact)


def _moment(event: TicketEvent, telling: Telling, *, is_news: bool) -> Moment:
    name = event.kind.value
    finer = f"{name}_{_FINER[name](event.data)}" if name in _FINER else name
    sentence = finer if telling.words.has("events", finer) else name
    return Moment(
        kind=name,
        at=event.at,
        by=telling.names.of(event.by),
        what=telling.words.say("events", sentence, **_facts(event.data, telling)).strip(),
        said=tuple(_told(event.private or {})),
        is_news=is_news,
    )


def _facts(data: Mapping[str, Any], telling: Telling) -> dict[str, object]:
    facts = {name: telling.names.of(value) if name in _STAFF_FACTS else value for name, value in data.items()}
    labelled = {
        name: telling.words.label(kind(data[name]))
        for name, kind in _LABELLED.items()
        if data.get(name) is not None
    }
    times = {name: telling.said_time(datetime.fromisoformat(data[name])) for name in _TIMES if data.get(name)}
    return _UNTOLD | facts | labelled | times


def _told(private: Mapping[str, str]) -> list[str]:
    return [masked(plain_number(text)) if name == "phone" else text for name, text in private.items() if text]
