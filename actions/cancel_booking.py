"""A booking given up by its caller: done at once, and somebody else may have the place."""

from actions.capability import Capability
from actions.own_booking import tell_problem
from actions.own_booking_form import OVER
from actions.tickets import given
from actions.turn import Turn
from hotline.appointments import AppointmentOver
from hotline.database import StorageUnavailable

_FORGOTTEN = ("progress_code", "phone_last_four", "booking_number", "booking_told", "cancel_sure")


class CancelBooking(Capability):
    """Only after a yes: where the question was left open nothing is given up."""

    capability = "action_cancel_booking"

    def perform(self, turn: Turn) -> None:
        if not tell_problem(turn, tools=self._tools, wish="cancel"):
            self._cancel(turn, number=str(turn.slot("booking_number")))
        turn.remember(**dict.fromkeys(_FORGOTTEN), misses=0)

    def _cancel(self, turn: Turn, *, number: str) -> None:
        if given(turn.slot("cancel_sure")) is None:
            turn.say("utter_booking_stands", booking=turn.slot("booking_told") or "")
            return
        try:
            self._tools.bookings.cancel(number)
        except AppointmentOver:
            tell_problem(turn, tools=self._tools, wish="cancel", problem=OVER)
        except StorageUnavailable:
            tell_problem(turn, tools=self._tools, wish="cancel", problem="away")
        else:
            custom = {"kind": "appointment", "deed": "cancelled", "number": number}
            turn.say("utter_booking_cancelled", custom=custom, booking=turn.slot("booking_told") or "")
