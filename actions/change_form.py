"""Before another day is arranged: which booking, and which day."""

from collections.abc import Mapping

from actions.booking_form import read_visit_day
from actions.form import Reader
from actions.own_booking_form import OwnBookingForm
from actions.turn import Turn
from actions.wording import wording


class ChangeForm(OwnBookingForm):
    """The day may stand in the first message; what is booked goes on standing until a nurse has moved it."""

    capability = "validate_change_form"
    form = "change_form"
    asks = "new_day"
    own_intents = frozenset({"change_booking"})
    leaving_intents = frozenset({"request_person", "complain", "cancel_booking", "book_visit"})

    def begin(self, turn: Turn) -> None:
        words = wording()
        is_day = words.names_day(turn.said) and not words.names_past_day(turn.said)
        turn.remember(new_day=turn.said if is_day else None)
        super().begin(turn)

    def readers(self) -> Mapping[str, Reader]:
        return {**super().readers(), "new_day": read_visit_day("new_day")}
