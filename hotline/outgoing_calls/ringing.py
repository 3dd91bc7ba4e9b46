"""One due call is claimed, rung outside of every transaction, and noted."""

import logging
from uuid import UUID

from hotline.clock import Clock
from hotline.database import Database
from hotline.outgoing_calls.attempting import record_attempt
from hotline.outgoing_calls.claiming import (
    claim_due_call,
    give_up_one_late_call,
    is_call_due,
    lapse_one_silent_call,
    note_rung,
)
from hotline.outgoing_calls.dialler import Dialled, Dialler, DiallingFailed
from hotline.outgoing_calls.locking import lock_call
from hotline.outgoing_calls.rules import rules
from hotline.outgoing_calls.vocabulary import CallState, RingOutcome

_LOG = logging.getLogger(__name__)


def ring_one_call(database: Database, *, dialler: Dialler, clock: Clock) -> bool:
    """Whether there was something to do. Raises StorageUnavailable."""
    with database.reading() as session:
        if not is_call_due(session, now=clock.now()):
            return False
    if not dialler.is_on:
        with database.transaction() as session:
            return give_up_one_late_call(session, clock=clock)
    with database.transaction() as session:
        lapsed = lapse_one_silent_call(session, clock=clock)
    with database.transaction() as session:
        call = claim_due_call(session, clock=clock)
        seq = len(call.attempts) if call is not None else 0
    if call is not None and call.state is CallState.RINGING:
        _dial(database, call.id, number=call.number, seq=seq, dialler=dialler, clock=clock)
    return lapsed or call is not None


def _dial(
    database: Database, call_id: UUID, *, number: str, seq: int, dialler: Dialler, clock: Clock
) -> None:
    fault, provider_call = "", ""
    try:
        provider_call = dialler.dial(Dialled(id=call_id, number=number, rings=rules().rings))
    except DiallingFailed as error:
        fault = str(error)
    except Exception as error:  # noqa: BLE001 - a dialler is somebody else's code
        fault = type(error).__name__
    with database.transaction() as session:
        if not fault:
            note_rung(session, call_id=call_id, seq=seq, provider_call=provider_call)
            return
        _LOG.error("an outgoing call did not ring: %s", fault)
        if lock_call(session, call_id=call_id).state is not CallState.RINGING:
            return  # the provider's answer was lost, not the call: somebody picked up meanwhile
        record_attempt(session, call_id=call_id, outcome=RingOutcome.FAILED, fault=fault, clock=clock)
