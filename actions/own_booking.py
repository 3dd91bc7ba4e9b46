"""Why a booking was not cancelled or changed, said kindly; where our store is away, a person does it."""

from typing import Literal

from actions.own_booking_form import AWAY, NO_BOOKING, OVER, PROBLEMS, UNKNOWN, WAIT
from actions.tickets import open_ticket, tell_ticket
from actions.tools import Tools
from actions.turn import Turn
from actions.wording import wording
from hotline.tickets import TicketKind

_SAID = {
    UNKNOWN: "utter_progress_unknown",
    NO_BOOKING: "utter_booking_none",
    OVER: "utter_booking_over",
    WAIT: "utter_progress_wait",
}


def tell_problem(
    turn: Turn, *, tools: Tools, wish: Literal["cancel", "change"], problem: str | None = None
) -> bool:
    """Whether there is one: `problem`, else the one the form found."""
    found = problem or turn.slot("booking_number") or UNKNOWN
    if found not in PROBLEMS:
        return False
    if found == AWAY:
        _promise_a_person(turn, tools=tools, wish=wish)
    else:
        turn.say(_SAID[found], line=tools.hospital.placeholders["hotline"])
    return True


def _promise_a_person(turn: Turn, *, tools: Tools, wish: Literal["cancel", "change"]) -> None:
    """The ledger's journal keeps what the store cannot take."""
    code = turn.slot("progress_code") or wording().lines["withheld"]
    summary = wording().line(f"summary_{wish}", code=code, said=turn.slot("new_day") or "")
    ticket = open_ticket(turn, tools=tools, kind=TicketKind.QUESTION, summary=summary)
    tell_ticket(turn, "utter_booking_away", ticket=ticket, tools=tools)
    turn.remember(last_code=ticket["code"])
