"""Before a booking is cancelled: which one, and whether it is meant."""

from collections.abc import Mapping

from actions.form import Reader, Reading
from actions.own_booking_form import OwnBookingForm
from actions.turn import Turn
from actions.wording import wording


class CancelForm(OwnBookingForm):
    """A place that is given up is soon somebody else's: the booking is read back, and a yes waited for."""

    capability = "validate_cancel_form"
    form = "cancel_form"
    asks = "cancel_sure"
    own_intents = frozenset({"cancel_booking"})
    leaving_intents = frozenset({"request_person", "complain", "change_booking", "book_visit"})

    def begin(self, turn: Turn) -> None:
        turn.remember(cancel_sure=None)
        super().begin(turn)

    def readers(self) -> Mapping[str, Reader]:
        return {**super().readers(), "cancel_sure": _read_sure}

    def _hear(self, turn: Turn, *, slot: str) -> None:
        """To this question 取消 is a yes, and no form is left by it."""
        if slot != self.asks:
            super()._hear(turn, slot=slot)
        elif wording().disagrees(turn.said):
            turn.remember(form_outcome="cancelled", requested_slot=None)
        elif wording().agrees(turn.said) or turn.intent in {"affirm", *self.own_intents}:
            turn.remember(cancel_sure="yes", attempts=0)
        elif turn.intent == "deny":
            turn.remember(form_outcome="cancelled", requested_slot=None)
        elif not self._lets_through(turn):
            self._ask_again(turn, slot=slot, unclear="utter_cancel_unclear")


def _read_sure(_: Turn) -> Reading:
    return Reading()
