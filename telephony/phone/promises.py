"""What a call leaves owed becomes a ticket, once a call, whatever the store does."""

import asyncio
import logging

from hotline.database import StorageUnavailable
from hotline.ledger import JournalUnavailable
from hotline.safety import TriageGrade
from hotline.tickets import NoSuchTicket, TicketClosed, TicketKind, TicketRequest, TicketSource
from telephony.messages import TicketNote
from telephony.notes import ticket_note
from telephony.phone.call import CHANNEL, Call
from telephony.phone.trade import Trade

log = logging.getLogger(__name__)


class Promises:
    """Opens and completes the tickets of calls."""

    def __init__(self, trade: Trade) -> None:
        self._trade = trade

    async def open(self, call: Call, *, source: TicketSource, summary: str = "") -> TicketNote:
        """The ticket of this call. Raises JournalUnavailable where neither store took it."""
        if call.ticket is not None:
            return call.ticket
        opening = call.opening
        if opening is None or (opening.done() and opening.exception()):
            opening = asyncio.ensure_future(asyncio.to_thread(self._open, call, source, summary))
            call.opening = opening
        note = await asyncio.shield(opening)
        call.remember(note)
        return note

    async def close(self, call: Call) -> None:
        """The call is over: tickets without a number get the one that was rung from."""
        number = call.contact or call.number
        if number is not None and call.tickets:
            await asyncio.to_thread(self._complete, call, number)

    def _open(self, call: Call, source: TicketSource, summary: str) -> TicketNote:
        hospital, now = self._trade.hospital, self._trade.clock.now()
        request = TicketRequest(
            kind=TicketKind.HANDOFF,
            conversation_id=call.conversation_id,
            channel=CHANNEL,
            grade=TriageGrade.ROUTINE,
            summary=summary or call.question or self._trade.voice.text("back_summary"),
            phone=call.contact or call.number,
            duty_nurse=hospital.duty_nurse(now),
            source=source,
        )
        return ticket_note(self._trade.ledger.open_ticket(request))

    def _complete(self, call: Call, number: str) -> None:
        for note in call.tickets:
            ticket = None if note.journalled else self._trade.talks.ticket(note.number)
            if ticket is None or ticket.phone:
                continue
            try:
                self._trade.ledger.add_contact(note.number, phone=number, caller_name=None)
            except (NoSuchTicket, TicketClosed):
                log.info("a ticket of a call was over before its number came")
            except (JournalUnavailable, StorageUnavailable):
                log.critical("neither the database nor the disk took the number of a caller")
