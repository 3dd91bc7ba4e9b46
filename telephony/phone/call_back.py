"""A call back is promised: with the number, the time and the ticket, said twice; then the call may end."""

import asyncio
import logging

from hotline.phone import plain_number
from hotline.tickets import TicketSource
from telephony.messages import TicketNote
from telephony.phone.call import Call, Go, Outcome, Scene
from telephony.phone.events import CallEvent, Heard, Pressed, Silent
from telephony.phone.patience import Patience
from telephony.phone.person import Person
from telephony.phone.promises import Promises
from telephony.phone.speaking import digit_by_digit
from telephony.phone.trade import Trade

log = logging.getLogger(__name__)

_SILENT, _NOBODY = "silent", "nobody"
_SOURCES = {_SILENT: TicketSource.MISSED_CALL, _NOBODY: TicketSource.MISSED_CALL}


class CallBack:
    """`reason` names the first sentence."""

    def __init__(self, trade: Trade, *, patience: Patience, promises: Promises, person: Person) -> None:
        self._trade = trade
        self._voice = trade.voice
        self._patience = patience
        self._promises = promises
        self._person = person

    async def enter(self, call: Call, go: Go) -> Outcome:
        if not (call.contact or call.number) and go.reason != _NOBODY:
            return Go(scene=Scene.NUMBER, reason=go.reason)
        source = _SOURCES.get(go.reason, TicketSource.ABANDONED_CALL)
        opening = self._promises.open(call, source=source)
        try:
            note = await asyncio.wait_for(opening, self._voice.pace.ticket_wait)
        except Exception as fault:  # noqa: BLE001 - the caller is told, whatever broke
            log.critical("no ticket for a call back: %s", type(fault).__name__)
            return Go(scene=Scene.ASKING, reason="back_failed")
        self._person.leave_queue(call)
        call.promised = True
        call.told.add(note.number)
        reason = "" if go.reason == _NOBODY else self._voice.word(f"back_{go.reason or 'busy'}")
        texts = [reason + self._promise(call, note)]
        texts += [self._voice.ticket(name, note) for name in ("ticket", "ticket_again")]
        return self._voice.chain(call, texts)

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        if isinstance(event, Heard):
            return self._patience.heard(call, event)
        if isinstance(event, Pressed) and event.keys == "1":
            return self._voice.again(call)
        if isinstance(event, Pressed | Silent):
            return self._go_on(call)
        return self._voice.again(call)

    def _go_on(self, call: Call) -> Outcome:
        return self._voice.more(call) if call.rest else self._voice.hang_up(call, "bye")

    def _promise(self, call: Call, note: TicketNote) -> str:
        number, due = call.contact or call.number, self._voice.due(note)
        if number is None:
            return self._voice.word("back_no_number", due=due)
        return self._voice.word("back_promise", phone=digit_by_digit(plain_number(number)), due=due)
