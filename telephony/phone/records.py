"""What a call was is written down when the store takes it; until then memory has it."""

import asyncio
import logging
from collections import deque
from threading import Lock

from hotline.calls import CallOutcome, CallRecord, Manner, find_manner, keep_call
from hotline.database import Database, StorageUnavailable
from telephony.phone.call import Call, Scene
from telephony.phone.trade import Trade

log = logging.getLogger(__name__)

_MOST_UNKEPT = 10_000
_WAITS = frozenset({Scene.PERSON, Scene.VOICEMAIL})


class Records:
    """`manner` and `keep` never raise: a call goes on without them."""

    def __init__(self, database: Database, *, trade: Trade) -> None:
        self._database = database
        self._trade = trade
        self._unkept: deque[CallRecord] = deque(maxlen=_MOST_UNKEPT)
        self._keeping = Lock()

    async def manner(self, number: str | None) -> Manner:
        if number is None:
            return Manner()
        known = asyncio.to_thread(self._find, number)
        try:
            return await asyncio.wait_for(known, self._trade.voice.pace.store_wait)
        except Exception as fault:  # noqa: BLE001 - what is pleasant to know must not keep a caller out
            log.warning("how to speak to a caller is not known: %s", type(fault).__name__)
            return Manner()

    async def keep(self, call: Call, *, answered: bool) -> None:
        self._unkept.append(self._record(call, answered=answered))
        await asyncio.to_thread(self._keep)

    def _find(self, number: str) -> Manner:
        with self._database.reading() as session:
            return find_manner(session, number=number)

    def _keep(self) -> None:
        """What an outage left behind comes first."""
        with self._keeping:
            while self._unkept:
                try:
                    with self._database.transaction(durable=False) as session:
                        keep_call(session, record=self._unkept[0])
                except StorageUnavailable:
                    log.warning("%d calls wait for the database", len(self._unkept))
                    return
                except Exception:
                    log.exception("the record of a call is lost")
                self._unkept.popleft()

    def _record(self, call: Call, *, answered: bool) -> CallRecord:
        return CallRecord(
            id=call.id,
            conversation_id=call.conversation_id,
            call=call.name,
            direction=call.direction.value,
            number=call.number,
            began_at=call.began_at,
            ended_at=self._trade.clock.now(),
            outcome=outcome_of(call, answered=answered),
            solved=call.solved,
            ticket=call.ticket.number if call.ticket else None,
            reached_person=call.reached_person,
            emergency=call.emergency is not None,
            counts=call.counts,
            switch=call.switch,
        )


def outcome_of(call: Call, *, answered: bool) -> CallOutcome:
    """The gravest that is true of it."""
    true = (
        (call.emergency is not None, CallOutcome.EMERGENCY),
        (call.reached_person, CallOutcome.PERSON),
        (call.promised, CallOutcome.CALL_BACK),
        (call.scene in _WAITS, CallOutcome.ABANDONED),
        (not answered or is_owed(call), CallOutcome.MISSED),
        (call.is_finished, CallOutcome.FINISHED),
    )
    return next((outcome for is_true, outcome in true if is_true), CallOutcome.HUNG_UP)


def is_owed(call: Call) -> bool:
    """Whether the caller went without what he rang for.

    He waits, was not understood, heard no answer, or was leaving the number for one.
    """
    if call.is_finished or call.with_person or call.emergency is not None:
        return False
    if call.asks_number and not call.tickets:
        return True
    unheard = call.silences > 0 or bool(call.question)
    return call.scene not in {Scene.ASKING, Scene.FAREWELL} or (unheard and not call.is_answered)
