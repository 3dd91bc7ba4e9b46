"""A person is asked for: a nurse who is there comes in one step, else a call is promised honestly."""

from actions.capability import Capability
from actions.handoff import hand_off
from actions.turn import Turn
from hotline.handoff import HandoffReason
from hotline.tickets import TicketKind

_MORE_THAN_THE_WISH = 15
"""Characters from which a message also says what the person is wanted for."""


class RequestPerson(Capability):
    """The question at hand becomes the concern, so that nobody has to tell it twice."""

    capability = "action_request_person"

    def perform(self, turn: Turn) -> None:
        if hand_off(turn, tools=self._tools, reason=HandoffReason.ASKED):
            return
        nobody = self._tools.talks.carries(turn.channel)
        turn.say("utter_handoff_nobody" if nobody else "utter_request_person")
        turn.remember(ticket_kind=TicketKind.HANDOFF.value)
        if len(turn.said) >= _MORE_THAN_THE_WISH and turn.slot("question") is None:
            turn.remember(concern=turn.said)
