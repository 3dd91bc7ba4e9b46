"""The promise in words: number, code, who answers for it, and by when we are heard from."""

from actions.capability import Capability
from actions.tickets import given, leaves_number, open_ticket, phone_of, tell_ticket
from actions.turn import Turn
from hotline.tickets import NoSuchTicket, TicketClosed, TicketKind


class OpenTicket(Capability):
    """Opens the ticket the form was about, or completes one that stands already with the phone number."""

    capability = "action_open_ticket"

    def perform(self, turn: Turn) -> None:
        if turn.slot("ticket"):
            self._complete(turn)
        else:
            self._open(turn)
        phone = given(turn.slot("phone"))
        turn.remember(
            phone=phone,
            ticket=None,
            ticket_kind=None,
            concern=None,
            question=None,
            offer=None,
            attempts=0,
            misses=0,
        )

    def _open(self, turn: Turn) -> None:
        kind = TicketKind(turn.slot("ticket_kind") or TicketKind.QUESTION)
        summary = given(turn.slot("concern")) or turn.slot("question") or turn.said
        ticket = open_ticket(turn, tools=self._tools, kind=kind, summary=summary, details=self._details(turn))
        told = "utter_ticket_opened" if leaves_number(turn) else "utter_ticket_opened_without_phone"
        tell_ticket(turn, told, ticket=ticket, tools=self._tools)
        turn.remember(last_code=ticket["code"])

    def _complete(self, turn: Turn) -> None:
        ticket = turn.slot("ticket")
        phone = phone_of(turn, tools=self._tools)
        if phone is None:
            tell_ticket(turn, "utter_contact_missing", ticket=ticket, tools=self._tools)
            return
        try:
            self._tools.ledger.add_contact(ticket["number"], phone=phone, caller_name=None)
        except (NoSuchTicket, TicketClosed):
            # Somebody closed it meanwhile: the caller still waits for a call.
            self._open(turn)
        else:
            tell_ticket(turn, "utter_contact_added", ticket=ticket, tools=self._tools, phone_end=phone[-4:])

    def _details(self, turn: Turn) -> dict[str, str]:
        entry = turn.slot("last_entry")
        return {"entry": entry} if entry else {}
