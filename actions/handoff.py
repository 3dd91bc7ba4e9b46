"""From the bot to a nurse who is at the desk: one step, with the place in the line told as it is."""

from typing import Any

from actions.tickets import WITHHELD, due_line, open_ticket
from actions.tools import Tools
from actions.turn import Turn
from hotline.handoff import HandoffReason, TalkRequest, Wait
from hotline.tickets import TicketKind


def hand_off(turn: Turn, *, tools: Tools, reason: HandoffReason) -> bool:
    """Whether a nurse was asked for. False where none could come now: then a call is what we can promise.

    The ticket stands from this moment; the form that follows only completes it with a phone number. Who asks
    again is told his place again, and is asked for nothing twice.
    """
    standing = tools.talks.expect(channel=turn.channel, conversation_id=turn.conversation_id)
    if standing is None:
        return False
    known = _known(standing.ticket_number, tools=tools) if standing.ticket_number else None
    summary = str(turn.slot("concern") or turn.slot("question") or turn.said)
    ticket = known or open_ticket(turn, tools=tools, kind=TicketKind.HANDOFF, summary=summary)
    turn.remember(ticket=ticket, last_code=ticket["code"], concern=summary)
    if known and turn.slot("phone") is None:
        turn.remember(phone=WITHHELD)
    if ticket["journalled"]:
        return False  # the store went away meanwhile, and with it everything but the promise
    wait = tools.talks.ask(
        TalkRequest(
            conversation_id=turn.conversation_id,
            channel=turn.channel,
            ticket_number=ticket["number"],
            reason=reason,
            summary=summary,
        )
    )
    if wait is None:
        return False
    _tell(turn, tools=tools, ticket=ticket, wait=wait)
    return True


def _known(number: str, *, tools: Tools) -> dict[str, Any] | None:
    ticket = tools.talks.ticket(number)
    if ticket is None:
        return None
    return {
        "number": ticket.number,
        "code": ticket.progress_code,
        "due": ticket.feedback_due_at.isoformat(),
        "nurse": ticket.duty_nurse,
        "journalled": False,
    }


def _tell(turn: Turn, *, tools: Tools, ticket: dict[str, Any], wait: Wait) -> None:
    turn.say(
        "utter_handoff_waiting" if wait.ahead else "utter_handoff_next",
        custom={"kind": "ticket", **ticket},
        ahead=wait.ahead,
        minutes=wait.minutes,
        number=ticket["number"],
        code=ticket["code"],
        due=due_line(ticket["due"], tools=tools),
    )
