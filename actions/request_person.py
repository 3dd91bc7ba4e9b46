"""A person is asked for: promised honestly, a ticket with the phone number to call."""

from actions.capability import Capability
from actions.turn import Turn
from hotline.tickets import TicketKind

_MORE_THAN_THE_WISH = 15
"""Characters from which a message also says what the person is wanted for."""


class RequestPerson(Capability):
    """The question at hand becomes the concern, so that nobody has to tell it twice."""

    capability = "action_request_person"

    def perform(self, turn: Turn) -> None:
        turn.say("utter_request_person")
        turn.remember(ticket_kind=TicketKind.HANDOFF.value)
        if len(turn.said) >= _MORE_THAN_THE_WISH and turn.slot("question") is None:
            turn.remember(concern=turn.said)
