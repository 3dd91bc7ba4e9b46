"""Which of our bookings a caller speaks of: by its code and a proof, or because it is his own here."""

from collections.abc import Mapping

from actions.booking_words import visit_line
from actions.form import Reader, Reading
from actions.phone_numbers import find_progress_code
from actions.progress_form import ProgressForm
from actions.tickets import WITHHELD, given
from actions.turn import Turn
from hotline.appointments import BookedVisit
from hotline.database import StorageUnavailable
from hotline.tickets import TooManyTries

UNKNOWN = "unknown"
"""The value of `booking_number` where the code or its proof fits nothing."""

NO_BOOKING = "no_booking"
"""Where the code is of a matter without an appointment."""

OVER = "over"
WAIT = "wait"
AWAY = "away"
PROBLEMS = frozenset({UNKNOWN, NO_BOOKING, OVER, WAIT, AWAY})


class OwnBookingForm(ProgressForm):
    """A subclass names its form and `asks`: the slot to fill once the booking is known and still open."""

    asks: str

    def begin(self, turn: Turn) -> None:
        turn.remember(progress_code=None, phone_last_four=None, booking_number=None, booking_told=None)
        code = find_progress_code(turn.said)
        if code is not None:
            turn.remember(**self._proven(turn, code=code))
            return
        own = self._own(turn)
        if len(own) == 1:
            known = {"progress_code": own[0].progress_code, "phone_last_four": WITHHELD}
            turn.remember(**known, **self._slots_of(turn, own[0]))
        elif code := given(turn.slot("last_code")):
            turn.remember(**self._proven(turn, code=code))

    def readers(self) -> Mapping[str, Reader]:
        return {**super().readers(), "phone_last_four": self._read_proof}

    def _read_proof(self, turn: Turn) -> Reading:
        reading = super().readers()["phone_last_four"](turn)
        last_four = reading.slots.get("phone_last_four")
        if not last_four:
            return reading
        known = self._look_up(turn, code=str(turn.slot("progress_code")), last_four=last_four)
        return Reading({"phone_last_four": last_four, **known})

    def _proven(self, turn: Turn, *, code: str) -> dict[str, str]:
        proven = super()._proven(turn, code=code)
        last_four = proven.get("phone_last_four")
        if last_four is None:
            return proven
        return proven | self._look_up(turn, code=code, last_four=given(last_four))

    def _look_up(self, turn: Turn, *, code: str, last_four: str | None) -> dict[str, str]:
        """Nothing more is asked where there is no open booking: the action says why."""
        try:
            ledger, conversation = self._tools.ledger, turn.conversation_id
            found = ledger.find_progress(code, phone_last_four=last_four, conversation_id=conversation)
            visit = self._tools.bookings.find(found.number) if found else None
        except StorageUnavailable:
            return self._without(AWAY)
        except TooManyTries:
            return self._without(WAIT)
        if visit is None:
            return self._without(NO_BOOKING if found else UNKNOWN)
        return self._slots_of(turn, visit)

    def _slots_of(self, turn: Turn, visit: BookedVisit) -> dict[str, str]:
        """Read back, before anything is asked about it."""
        if not visit.is_open:
            return self._without(OVER)
        told = visit_line(visit)
        turn.say("utter_booking_found", booking=told)
        return {"booking_number": visit.number, "booking_told": told}

    def _without(self, problem: str) -> dict[str, str]:
        return {"booking_number": problem, "booking_told": WITHHELD, self.asks: WITHHELD}

    def _own(self, turn: Turn) -> list[BookedVisit]:
        try:
            return list(self._tools.bookings.own(turn.conversation_id))
        except StorageUnavailable:
            return []
