"""How far somebody's own tickets are, a sentence each: the same sentences as by code."""

from collections.abc import Sequence
from datetime import datetime

from hotline.tickets import Standing, TicketProgress, TicketState
from knowledge_base import Hospital
from telephony.words import Words

_TOLD = {
    TicketState.OPENED: "utter_progress_opened",
    TicketState.ACCEPTED: "utter_progress_accepted",
    TicketState.IN_PROGRESS: "utter_progress_accepted",
    TicketState.FED_BACK: "utter_progress_fed_back",
    TicketState.RESOLVED: "utter_progress_resolved",
}
_OWING = frozenset({TicketState.OPENED, TicketState.ACCEPTED, TicketState.IN_PROGRESS})


def tell_own(found: Sequence[TicketProgress], *, hospital: Hospital, words: Words) -> tuple[str, ...]:
    """In the order they came; nothing that was said in them."""
    return tuple(
        words.fill(
            _response(one),
            number=one.number,
            nurse=one.answers_for_it or "",
            due=_due(one.due_at, hospital=hospital, words=words),
            line=hospital.placeholders["hotline"],
        )
        for one in found
    )


def _response(progress: TicketProgress) -> str:
    if progress.state in _OWING:
        if progress.standing.is_breached:
            return "utter_progress_breached"
        if progress.standing is Standing.DELAYED:
            return "utter_progress_delayed"
        if progress.reopened_at is not None:
            return "utter_progress_reopened"
    return _TOLD[progress.state]


def _due(at: datetime, *, hospital: Hospital, words: Words) -> str:
    local = at.astimezone(hospital.zone)
    return words.fill("utter_plain_due", month=local.month, day=local.day, clock=f"{local:%H:%M}")
