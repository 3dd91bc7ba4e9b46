"""What a call of ours needs of the store, done beside the call: a slow store never keeps anybody waiting."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.outgoing_calls import (
    CallKept,
    Errand,
    RingOutcome,
    Said,
    note_answered,
    settle_call,
)
from hotline.reminders import hear_call, is_reminder_call

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What somebody is rung for."""

    errand: Errand
    message: str | None
    reminds: bool = False


class ErrandKeeping:
    """One thread: what is told of one call is kept in the order in which it was told."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="errands")

    def close(self) -> None:
        """What was told is kept before this returns."""
        self._thread.shutdown(wait=True)

    def settle(self) -> None:
        """Returns when what was told so far is kept."""
        self._thread.submit(lambda: None).result()

    def answered(self, call_id: UUID, *, provider_call: str) -> "Future[Owed | None]":
        """None where nobody is to be rung with it any more. Its exception is StorageUnavailable."""
        return self._thread.submit(self._answered, call_id, provider_call)

    def ended(
        self, call_id: UUID, *, provider_call: str, outcome: RingOutcome, said: Said | None = None
    ) -> None:
        """Told again changes nothing."""

        def settle(session: Session) -> object:
            hear_call(session, call_id=call_id, said=said or Said(), clock=self._clock)
            return settle_call(
                session,
                call_id=call_id,
                provider_call=provider_call,
                outcome=outcome,
                said=said or Said(),
                clock=self._clock,
            )

        self._thread.submit(self._kept, settle)

    def _answered(self, call_id: UUID, provider_call: str) -> Owed | None:
        try:
            with self._database.transaction() as session:
                call = note_answered(session, call_id=call_id, provider_call=provider_call, clock=self._clock)
                reminds = is_reminder_call(session, call_id=call_id)
                return Owed(errand=call.errand, message=call.message, reminds=reminds)
        except CallKept as kept:
            log.warning("somebody took a call that is none any more: %s", kept)
            return None

    def _kept(self, what: Callable[[Session], object]) -> None:
        try:
            with self._database.transaction() as session:
                what(session)
        except CallKept as kept:
            log.warning("the end of a call was not kept: %s", kept)
        except StorageUnavailable as away:
            # The row is given back when nothing is heard of it for long: the call is made again.
            log.warning("the end of a call was not kept: %s", away)
        except Exception:
            log.exception("the end of a call was not kept")
