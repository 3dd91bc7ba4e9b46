"""How far a ticket is, told to whoever proves that it is theirs."""

from actions.capability import Capability
from actions.tickets import due_line, given
from actions.turn import Turn
from hotline.database import StorageUnavailable
from hotline.tickets import TicketProgress, TicketState

_TOLD = {
    TicketState.OPENED: "utter_progress_opened",
    TicketState.ACCEPTED: "utter_progress_accepted",
    TicketState.IN_PROGRESS: "utter_progress_accepted",
    TicketState.FED_BACK: "utter_progress_fed_back",
    TicketState.RESOLVED: "utter_progress_fed_back",
    TicketState.CLOSED: "utter_progress_closed",
}


class CheckTicket(Capability):
    """A wrong code and a wrong proof sound the same: neither tells whether a ticket exists."""

    capability = "action_check_ticket"

    def perform(self, turn: Turn) -> None:
        try:
            progress = self._find(turn)
        except StorageUnavailable:
            turn.say("utter_progress_unavailable")
        else:
            self._tell(turn, progress)
        turn.remember(progress_code=None, phone_last_four=None, misses=0)

    def _find(self, turn: Turn) -> TicketProgress | None:
        code = given(turn.slot("progress_code"))
        if code is None:
            return None
        return self._tools.ledger.find_progress(
            code,
            phone_last_four=given(turn.slot("phone_last_four")),
            conversation_id=turn.conversation_id,
        )

    def _tell(self, turn: Turn, progress: TicketProgress | None) -> None:
        if progress is None:
            turn.say("utter_progress_unknown")
            return
        turn.say(
            _TOLD[progress.state],
            number=progress.number,
            nurse=progress.answers_for_it or "",
            due=due_line(progress.due_at, tools=self._tools),
        )
