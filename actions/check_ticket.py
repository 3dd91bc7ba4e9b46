"""How far a ticket is, told to whoever proves that it is theirs."""

from collections.abc import Sequence

from actions.booking_words import visit_line
from actions.capability import Capability
from actions.tickets import OWN, due_line, given
from actions.turn import Turn
from actions.wording import wording
from hotline.appointments import AppointmentState
from hotline.database import StorageUnavailable
from hotline.tickets import Standing, TicketKind, TicketProgress, TicketState, TooManyTries

_TOLD = {
    TicketState.OPENED: "utter_progress_opened",
    TicketState.ACCEPTED: "utter_progress_accepted",
    TicketState.IN_PROGRESS: "utter_progress_accepted",
    TicketState.FED_BACK: "utter_progress_fed_back",
    TicketState.RESOLVED: "utter_progress_resolved",
    TicketState.CLOSED: "utter_progress_closed",
}
_OWING = frozenset({TicketState.OPENED, TicketState.ACCEPTED, TicketState.IN_PROGRESS})


class CheckTicket(Capability):
    """A wrong code and a wrong proof sound the same: neither tells whether a ticket exists."""

    capability = "action_check_ticket"

    def perform(self, turn: Turn) -> None:
        try:
            found = self._find(turn)
        except StorageUnavailable:
            turn.say("utter_progress_unavailable")
        except TooManyTries:
            turn.say("utter_progress_wait", line=self._line)
        else:
            self._tell_all(turn, found)
        turn.remember(progress_code=None, phone_last_four=None, misses=0)

    def _find(self, turn: Turn) -> Sequence[TicketProgress]:
        if turn.slot("progress_code") == OWN:
            return self._tools.ledger.own_progress(turn.conversation_id)
        code = given(turn.slot("progress_code"))
        if code is None:
            return ()
        found = self._tools.ledger.find_progress(
            code,
            phone_last_four=given(turn.slot("phone_last_four")),
            conversation_id=turn.conversation_id,
        )
        return (found,) if found else ()

    def _tell_all(self, turn: Turn, found: Sequence[TicketProgress]) -> None:
        if not found:
            turn.say("utter_progress_unknown")
        for progress in found:
            self._tell(turn, progress)

    def _tell(self, turn: Turn, progress: TicketProgress) -> None:
        if progress.merged_from is not None:
            turn.say("utter_progress_merged", merged=progress.merged_from, number=progress.number)
        turn.say(
            _response(progress),
            custom={"kind": "progress", "code": given(turn.slot("progress_code")) or progress.progress_code},
            number=progress.number,
            nurse=progress.answers_for_it or "",
            due=due_line(progress.due_at, tools=self._tools),
            reason=_reason_line(progress),
            line=self._line,
        )
        self._tell_visit(turn, progress)
        if progress.may_be_rated:
            turn.say("utter_progress_rate")

    def _tell_visit(self, turn: Turn, progress: TicketProgress) -> None:
        """What is settled of a booking; its wish is known to whoever asked for it."""
        if progress.kind is not TicketKind.BOOKING:
            return
        visit = self._tools.bookings.find(progress.number)
        if visit is not None and visit.state is AppointmentState.CONFIRMED:
            turn.say("utter_progress_visit", booking=visit_line(visit))

    @property
    def _line(self) -> str:
        return self._tools.hospital.placeholders["hotline"]


def _response(progress: TicketProgress) -> str:
    if progress.state in _OWING:
        if progress.standing.is_breached:
            return "utter_progress_breached"
        if progress.standing is Standing.DELAYED:
            return "utter_progress_delayed"
        if progress.reopened_at is not None:
            return "utter_progress_reopened"
    return _TOLD[progress.state]


def _reason_line(progress: TicketProgress) -> str:
    reason = progress.delay_reason
    return wording().line("delay_reason", reason=reason) if reason else ""
