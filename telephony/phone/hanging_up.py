"""The call is over: what is owed is promised, what it was is written down."""

import logging

from hotline.tickets import TicketSource
from telephony.phone.background import Background
from telephony.phone.call import Call
from telephony.phone.emergency import Emergencies
from telephony.phone.events import CallEvent, DialEnded, DialOutcome
from telephony.phone.everywhere import WAITING
from telephony.phone.person import Person
from telephony.phone.promises import Promises
from telephony.phone.records import Records, is_owed

log = logging.getLogger(__name__)


class HangingUp:
    """Nobody waits for it any more, and nothing of it may be lost."""

    def __init__(
        self,
        *,
        promises: Promises,
        records: Records,
        person: Person,
        emergencies: Emergencies,
        background: Background,
    ) -> None:
        self._promises = promises
        self._records = records
        self._person = person
        self._emergencies = emergencies
        self._background = background

    async def end(self, call: Call, *, answered: bool) -> None:
        try:
            self._person.leave_queue(call)
            owed = is_owed(call) or not answered
            if owed and call.number and not call.tickets:
                waited = call.scene in WAITING
                source = TicketSource.ABANDONED_CALL if waited else TicketSource.MISSED_CALL
                await self._promises.open(call, source=source)
            await self._promises.close(call)
        except Exception:
            log.critical("a call back is owed and not promised", exc_info=True)
        await self._records.keep(call, answered=answered)

    def hear_late(self, call: Call, event: CallEvent) -> None:
        """Whoever hangs up while he speaks with a person was helped all the same."""
        if not isinstance(event, DialEnded) or event.outcome is not DialOutcome.ANSWERED:
            return
        if call.emergency:
            self._emergencies.acknowledge(call)
        elif not call.reached_person:
            self._person.joined(call)
            self._background.begin(self._records.keep(call, answered=True))
