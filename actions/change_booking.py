"""Another day for a booking: a nurse arranges it, and until then what is booked stands."""

from actions.capability import Capability
from actions.own_booking import tell_problem
from actions.own_booking_form import AWAY, OVER
from actions.tickets import given
from actions.turn import Turn
from hotline.appointments import AppointmentOver
from hotline.database import StorageUnavailable

_FORGOTTEN = ("progress_code", "phone_last_four", "booking_number", "booking_told", "new_day")


class ChangeBooking(Capability):
    """We promise no place: the wish goes to whoever holds the ticket."""

    capability = "action_change_booking"

    def perform(self, turn: Turn) -> None:
        if not tell_problem(turn, tools=self._tools, wish="change"):
            self._change(turn, number=str(turn.slot("booking_number")))
        turn.remember(**dict.fromkeys(_FORGOTTEN), misses=0)

    def _change(self, turn: Turn, *, number: str) -> None:
        wish = given(turn.slot("new_day")) or turn.said
        try:
            self._tools.bookings.ask_change(number, wish=wish)
        except AppointmentOver:
            tell_problem(turn, tools=self._tools, wish="change", problem=OVER)
        except StorageUnavailable:
            tell_problem(turn, tools=self._tools, wish="change", problem=AWAY)
        else:
            custom = {"kind": "appointment", "deed": "change_asked", "number": number}
            turn.say("utter_change_asked", custom=custom, booking=turn.slot("booking_told") or "")
