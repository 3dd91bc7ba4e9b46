"""A visit to be booked is a ticket too: who, where, when, and whom to call with the answer."""

from actions.capability import Capability
from actions.offered_sitting import CHOSEN, chosen
from actions.tickets import WITHHELD, given, leaves_number, open_ticket, tell_ticket
from actions.turn import Turn
from actions.wording import wording
from hotline.tickets import TicketKind

_ASKED = ("booking_for", "department", "visit_day")


class OpenBooking(Capability):
    """The nurse confirms the place: we never promise one."""

    capability = "action_open_booking"

    def perform(self, turn: Turn) -> None:
        details = {name: str(turn.slot(name)) for name in _ASKED if given(turn.slot(name))}
        details |= chosen(turn, department=details.get("department"))
        shown = {name: details.get(name, wording().lines[WITHHELD]) for name in _ASKED}
        summary = wording().line("summary_booking", **shown)
        ticket = open_ticket(
            turn, tools=self._tools, kind=TicketKind.BOOKING, summary=summary, details=details
        )
        phone = given(turn.slot("phone"))
        told = "utter_booking_opened" if leaves_number(turn) else "utter_booking_opened_without_phone"
        tell_ticket(turn, told, ticket=ticket, tools=self._tools)
        turn.remember(last_code=ticket["code"], phone=phone, offer=None, attempts=0, misses=0)
        turn.remember(**dict.fromkeys((*_ASKED, CHOSEN)))
