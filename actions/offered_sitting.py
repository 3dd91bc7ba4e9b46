"""The half-day offered with an answer about clinics: a plain yes books it, and nobody says it twice."""

from dataclasses import asdict
from datetime import date
from typing import Any

from actions.turn import LISTEN, Turn
from actions.wording import wording
from knowledge_base.clinics import Offer

OFFERED = "offered_sitting"
CHOSEN = "chosen_sitting"
_OFFERING = "action_find_clinic"
_BETWEEN = frozenset({LISTEN, "action_repeat_answer", "action_session_start"})
"""What may stand between the offer and the yes."""


def offer(turn: Turn, offered: Offer) -> None:
    told = {name: value for name, value in asdict(offered).items() if value is not None}
    if offered.on:
        told["on"] = offered.on.isoformat()
    turn.remember(**{OFFERED: told}, offer="booking")


def take_up(turn: Turn) -> None:
    """Fill the booking with what was offered last, unless this message wants something else."""
    offered = turn.slot(OFFERED)
    turn.remember(**{CHOSEN: None})
    if not offered or not _is_fresh(turn) or not _accepts(turn):
        return
    turn.remember(**{CHOSEN: offered}, department=offered["department"])
    if offered.get("on"):
        turn.remember(visit_day=_day_line(offered))


def chosen(turn: Turn, *, department: str | None) -> dict[str, str]:
    """What a ticket's details say of it; nothing where another department was named since."""
    taken = turn.slot(CHOSEN) or {}
    return dict(taken) if taken.get("department") == department else {}


def _accepts(turn: Turn) -> bool:
    """那就帮我约上 takes it, 帮我约周五的 does not."""
    return turn.intent == "affirm" or not wording().names_day(turn.said)


def _is_fresh(turn: Turn) -> bool:
    """Whether nothing else was answered since: another department may have been offered by then."""
    heard = False
    for event in reversed(turn.tracker.events):
        if event["event"] == "user":
            heard = True
        elif heard and event["event"] == "action" and event["name"] not in _BETWEEN:
            return bool(event["name"] == _OFFERING)
    return False


def _day_line(offered: dict[str, Any]) -> str:
    on = date.fromisoformat(offered["on"])
    words = wording()
    return words.line(
        "offered_day",
        month=on.month,
        day=on.day,
        weekday=words.weekday_names[on.weekday()],
        starts=offered.get("starts", ""),
        where=offered["where"],
        doctor=offered.get("doctor", ""),
    ).strip()
