"""A visit to be booked is a ticket too: who, where, when, what help, and whom to call with the answer."""

from actions.booking_words import asked_line, who_line
from actions.capability import Capability
from actions.offered_sitting import CHOSEN, chosen
from actions.tickets import WITHHELD, given, leaves_number, open_ticket, tell_ticket
from actions.turn import Turn
from actions.wording import wording
from hotline.tickets import TicketKind
from knowledge_base.clinics.days import read_days

_ASKED = ("booking_for", "department", "visit_day")
_KEPT = (*_ASKED, "doctor", "help_needed")
_FORGOTTEN = (*_KEPT, "patient_name", "help_told", CHOSEN)


class OpenBooking(Capability):
    """The nurse confirms the place: we never promise one. What was understood is read back."""

    capability = "action_open_booking"

    def perform(self, turn: Turn) -> None:
        details = {name: str(turn.slot(name)) for name in _KEPT if given(turn.slot(name))} | self._day(turn)
        details |= chosen(turn, department=details.get("department"))
        name = given(turn.slot("patient_name"))
        told = {slot: details.get(slot, wording().lines[WITHHELD]) for slot in _ASKED}
        summary = wording().line("summary_booking", who=who_line(details.get("booking_for"), name), **told)
        ticket = open_ticket(
            turn,
            tools=self._tools,
            kind=TicketKind.BOOKING,
            summary=summary,
            details=details,
            patient_name=name,
            caller_is_patient=_is_caller(details.get("booking_for")),
        )
        phone = given(turn.slot("phone"))
        turn.say("utter_booking_read_back", booking=asked_line(details, patient_name=name))
        told_by = "utter_booking_opened" if leaves_number(turn) else "utter_booking_opened_without_phone"
        tell_ticket(turn, told_by, ticket=ticket, tools=self._tools)
        turn.remember(last_code=ticket["code"], phone=phone, offer=None, attempts=0, misses=0)
        turn.remember(**dict.fromkeys(_FORGOTTEN))

    def _day(self, turn: Turn) -> dict[str, str]:
        """The day wished for as a date, where it could be but one."""
        today = self._tools.clock.now().astimezone(self._tools.hospital.zone).date()
        said = given(turn.slot("visit_day"))
        days = read_days(said, today=today) if said else None
        return {"on": days.on[0].isoformat()} if days and len(days.on) == 1 else {}


def _is_caller(booking_for: str | None) -> bool | None:
    return wording().is_self(booking_for) if booking_for else None
