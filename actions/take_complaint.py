"""A complaint is taken as it was said, and becomes a ticket."""

from actions.capability import Capability
from actions.tickets import TELLS
from actions.turn import Turn
from actions.wording import wording
from hotline.tickets import TicketKind


class TakeComplaint(Capability):
    """The caller's own words are the concern."""

    capability = "action_take_complaint"

    def perform(self, turn: Turn) -> None:
        turn.say("utter_take_complaint")
        concern = turn.said if len(turn.said) >= TELLS and not wording().cancels(turn.said) else None
        turn.remember(ticket_kind=TicketKind.COMPLAINT.value, concern=concern, question=concern)
