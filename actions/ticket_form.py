"""Before a ticket: what it is about, unless that was said already, and whom to call."""

from collections.abc import Mapping

from actions.form import Form, Reader, Reading, read_phone
from actions.handoff import hand_off
from actions.tickets import TELLS, remember_bound_phone
from actions.turn import Turn
from hotline.handoff import HandoffReason
from hotline.phone import find_phone_number

TWO_MISSES = 2


class TicketForm(Form):
    """The question at hand is the concern: nobody tells his story twice."""

    capability = "validate_ticket_form"
    form = "ticket_form"
    own_intents = frozenset({"request_person", "complain"})
    leaving_intents = frozenset({"check_ticket", "book_visit"})

    def perform(self, turn: Turn) -> None:
        """Yes to a nurse after two questions nobody could answer is asking for her; else the form as ever."""
        offered = turn.slot("offer") == "nurse" and int(turn.slot("misses") or 0) >= TWO_MISSES
        if offered and turn.begins(self.form):
            hand_off(turn, tools=self._tools, reason=HandoffReason.UNANSWERED)
        super().perform(turn)

    def begin(self, turn: Turn) -> None:
        if turn.slot("concern") is None and turn.slot("question"):
            turn.remember(concern=turn.slot("question"))
        phone = find_phone_number(turn.said)
        if phone:
            turn.remember(phone=phone)
        remember_bound_phone(turn, tools=self._tools)

    def readers(self) -> Mapping[str, Reader]:
        return {"concern": _read_concern, "phone": read_phone}


def _read_concern(turn: Turn) -> Reading:
    """Whatever is said is the concern, a question too, but for the bare wish that brought the form about."""
    phone = find_phone_number(turn.said)
    if turn.intent in TicketForm.own_intents and len(turn.said) < TELLS:
        return Reading()
    return Reading({"concern": turn.said} | ({"phone": phone} if phone else {}))
