"""A form was left: nothing said is lost, and a ticket opened already still stands."""

from actions.capability import Capability
from actions.tickets import tell_ticket
from actions.turn import Turn


class KeepUnfinished(Capability):
    """What was filled stays for the next time; only the leaving is forgotten."""

    capability = "action_keep_unfinished"

    def perform(self, turn: Turn) -> None:
        ticket = turn.slot("ticket")
        if ticket:
            tell_ticket(turn, "utter_contact_missing", ticket=ticket, tools=self._tools)
        else:
            turn.say("utter_form_cancelled")
        turn.remember(form_outcome=None, ticket=None, ticket_kind=None, attempts=0)
