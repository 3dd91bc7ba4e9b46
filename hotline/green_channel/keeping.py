"""One thread takes what happened to alarms to where it is kept, in order: nobody who rings waits for it."""

import logging
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import timedelta
from queue import SimpleQueue
from threading import Event, Thread
from typing import Protocol
from uuid import UUID

from hotline.database import StorageUnavailable
from hotline.green_channel.board import Board
from hotline.green_channel.call import AlarmCall
from hotline.green_channel.deed import AlarmDeed
from hotline.green_channel.errors import AlarmRefused, NoSuchAlarm

_LOG = logging.getLogger(__name__)
_AGAIN = timedelta(seconds=2)

AlarmFact = AlarmCall | AlarmDeed


class Keeper(Protocol):
    """The ledger, as far as alarms need it: the database if it answers, the journal if it does not."""

    @property
    def is_behind(self) -> bool: ...

    def keep_alarm(self, facts: Sequence[AlarmFact]) -> None:
        """All in one transaction. Raises AlarmRefused; StorageUnavailable where neither store took them."""

    def replay(self) -> int: ...

    def waiting_alarms(self) -> list[AlarmFact]:
        """What the database does not know yet, in order; from before a restart too."""


class Keeping:
    """What neither store takes is tried again until one does, and whatever follows waits behind it."""

    def __init__(self, keeper: Keeper, *, board: Board) -> None:
        self._keeper = keeper
        self._board = board
        self._queue: SimpleQueue[tuple[Sequence[AlarmFact], Future[None]] | None] = SimpleQueue()
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="green-channel-keeping", daemon=True)
        self._thread.start()

    def put(self, facts: Sequence[AlarmFact]) -> "Future[None]":
        """Done when they are kept, or known to be in memory only; fails with AlarmRefused."""
        kept: Future[None] = Future()
        self._queue.put((facts, kept))
        return kept

    def do(self, deed: AlarmDeed) -> "Future[None]":
        """To memory at once, and then where it is kept. Raises AlarmRefused where memory knows better."""
        with self._board.in_order:
            self._board.do(deed)
            return self.put([deed])

    def stop(self) -> None:
        """Returns when everything put before is kept, or was tried once more in vain."""
        self._stopped.set()
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            facts, kept = item
            try:
                self._keep(facts, kept)
            except NoSuchAlarm as unknown:
                self._miss(unknown, facts, kept)
            except AlarmRefused as refused:
                self._board.drop(refused.alarm_id)
                _end(kept, refused)
            except Exception as error:  # noqa: BLE001 - the thread's edge: one faulty fact must not hold up the next
                _LOG.exception("a fact of an alarm is lost")
                self._settle(facts)
                _end(kept, error)

    def _keep(self, facts: Sequence[AlarmFact], kept: "Future[None]") -> None:
        while True:
            try:
                if facts:
                    self._keeper.keep_alarm(facts)
            except StorageUnavailable as error:
                if not kept.done():
                    _LOG.critical("an alarm is kept in memory only: %s", error)
                    _end(kept)
                if self._stopped.wait(_AGAIN.total_seconds()):
                    return
            else:
                self._settle(facts)
                _end(kept)
                return

    def _miss(self, unknown: NoSuchAlarm, facts: Sequence[AlarmFact], kept: "Future[None]") -> None:
        """The store lost the alarm; what memory holds goes on ringing, and whoever answers is not refused."""
        self._settle(facts)
        if self._board.find(unknown.alarm_id) is None:
            _end(kept, unknown)
        else:
            _LOG.critical("the store does not know alarm %s; it goes on in memory", unknown.alarm_id)
            _end(kept)

    def _settle(self, facts: Sequence[AlarmFact]) -> None:
        if facts:
            self._board.kept(alarm_of(facts[0]))


def _end(kept: "Future[None]", error: Exception | None = None) -> None:
    """Whoever was let go already, because neither store answered, is not told again."""
    if kept.done():
        return
    if error is None:
        kept.set_result(None)
    else:
        kept.set_exception(error)


def alarm_of(fact: AlarmFact) -> UUID:
    return fact.alarm_id if isinstance(fact, AlarmDeed) else fact.id
