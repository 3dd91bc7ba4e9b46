"""No, thank you: what was offered is taken back, kindly."""

from actions.capability import Capability
from actions.turn import Turn


class DeclineOffer(Capability):
    """The next plain yes means nothing any more."""

    capability = "action_decline_offer"

    def perform(self, turn: Turn) -> None:
        turn.say("utter_sheet_declined" if turn.slot("offer") == "sheet" else "utter_offer_declined")
        turn.remember(offer=None, guided=None, sheet=None, misses=0)
