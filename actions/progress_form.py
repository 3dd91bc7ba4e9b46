"""How far is my ticket: the code, and where it was opened elsewhere the last four digits of its phone."""

from collections.abc import Mapping

from actions.form import Form, Reader, Reading
from actions.phone_numbers import find_last_four, find_progress_code
from actions.tickets import OWN, WITHHELD
from actions.turn import Turn
from hotline.database import StorageUnavailable


class ProgressForm(Form):
    """In the conversation that opened the ticket no second proof is asked for."""

    capability = "validate_progress_form"
    form = "progress_form"
    own_intents = frozenset({"check_ticket"})
    says_again = ""
    leaving_intents = frozenset({"request_person", "complain", "book_visit"})

    def begin(self, turn: Turn) -> None:
        turn.remember(progress_code=None, phone_last_four=None)
        code = find_progress_code(turn.said)
        if code is None and self._has_own(turn):
            turn.remember(progress_code=OWN, phone_last_four=WITHHELD)
        elif code := code or turn.slot("last_code"):
            turn.remember(**self._proven(turn, code=code))

    def _has_own(self, turn: Turn) -> bool:
        """Whether his bound number shows anything: then no code is asked for."""
        try:
            return bool(self._tools.ledger.own_progress(turn.conversation_id))
        except StorageUnavailable:
            return False

    def readers(self) -> Mapping[str, Reader]:
        return {"progress_code": self._read_code, "phone_last_four": _read_last_four}

    def _read_code(self, turn: Turn) -> Reading:
        code = find_progress_code(turn.said)
        return Reading(self._proven(turn, code=code)) if code else Reading(unclear="utter_code_unclear")

    def _proven(self, turn: Turn, *, code: str) -> dict[str, str]:
        """The code, and no more to ask where the conversation or the message itself proves the caller."""
        last_four = find_last_four(turn.said.replace(code, " ")) or (
            WITHHELD if self._is_ours(turn, code) else None
        )
        return {"progress_code": code} | ({"phone_last_four": last_four} if last_four else {})

    def _is_ours(self, turn: Turn, code: str) -> bool:
        try:
            return self._tools.ledger.find_progress(code, conversation_id=turn.conversation_id) is not None
        except StorageUnavailable:
            # There is nothing to compare with: asking for more digits would be in vain.
            return True


def _read_last_four(turn: Turn) -> Reading:
    last_four = find_last_four(turn.said)
    return (
        Reading({"phone_last_four": last_four}) if last_four else Reading(unclear="utter_last_four_unclear")
    )
