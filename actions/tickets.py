"""A ticket as the bot talks of it: opened in the ledger, told to the caller, completed by a phone number."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions.tools import Tools
from actions.turn import Turn
from actions.wording import wording
from hotline.database import StorageUnavailable
from hotline.tickets import TicketKind, TicketRequest

WITHHELD = "withheld"
"""The value of a slot that was asked for and is not to be asked for again."""

BOUND = "bound"
"""The value of `phone` where the caller proved a number to be his: Rasa is not told which."""

OWN = "own"
"""The value of `progress_code` where the caller's bound number stands for every code."""

TELLS = 8
"""Characters from which a request or complaint says what it is about: shorter, and we ask."""


def given(value: object) -> str | None:
    """What the caller gave, None where it was withheld or never asked."""
    return str(value) if value and value not in {WITHHELD, BOUND, OWN} else None


def leaves_number(turn: Turn) -> bool:
    """Whether he can be rung: by the number he gave, or the one he bound."""
    return turn.slot("phone") == BOUND or given(turn.slot("phone")) is not None


def phone_of(turn: Turn, *, tools: Tools) -> str | None:
    """The number itself; None where the store cannot tell which he bound."""
    if turn.slot("phone") == BOUND:
        return _bound_phone(turn, tools=tools)
    return given(turn.slot("phone"))


def remember_bound_phone(turn: Turn, *, tools: Tools) -> None:
    """Who proved a number to be his is not asked for one."""
    if turn.slot("phone") is None and _bound_phone(turn, tools=tools) is not None:
        turn.remember(phone=BOUND)


def _bound_phone(turn: Turn, *, tools: Tools) -> str | None:
    try:
        return tools.ledger.bound_phone(turn.conversation_id)
    except StorageUnavailable:
        return None


def open_ticket(
    turn: Turn,
    *,
    tools: Tools,
    kind: TicketKind,
    summary: str,
    details: Mapping[str, str] | None = None,
    patient_name: str | None = None,
    caller_is_patient: bool | None = None,
) -> dict[str, Any]:
    """The ticket as the bot remembers it: number, code, due (ISO), nurse, journalled.

    A number that was bound stands on it too: the ledger knows it.
    """
    request = TicketRequest(
        kind=kind,
        conversation_id=turn.conversation_id,
        channel=turn.channel,
        grade=turn.grade,
        summary=summary,
        topic=turn.slot("topic"),
        department=given(turn.slot("department")) if kind is TicketKind.BOOKING else None,
        phone=given(turn.slot("phone")),
        details=details or {},
        patient_name=patient_name,
        caller_is_patient=caller_is_patient,
        duty_nurse=tools.hospital.duty_nurse(tools.clock.now()),
    )
    receipt = tools.ledger.open_ticket(request)
    return {
        "number": receipt.number,
        "code": receipt.progress_code,
        "due": receipt.feedback_due_at.isoformat(),
        "nurse": receipt.duty_nurse or request.duty_nurse,
        "journalled": receipt.journalled,
    }


def tell_ticket(
    turn: Turn, response: str, *, ticket: Mapping[str, Any], tools: Tools, phone_end: str = ""
) -> None:
    turn.say(
        response,
        custom={"kind": "ticket", "journalled": False, **ticket},
        number=ticket["number"],
        code=ticket["code"],
        due=due_line(ticket["due"], tools=tools),
        nurse=ticket["nurse"],
        phone_end=phone_end,
    )


def due_line(due: str | datetime, *, tools: Tools) -> str:
    """The due time as the hospital's clock shows it."""
    instant = due if isinstance(due, datetime) else datetime.fromisoformat(due)
    local = instant.astimezone(tools.hospital.zone)
    return wording().line("due", month=local.month, day=local.day, hour=local.hour, minute=local.minute)
