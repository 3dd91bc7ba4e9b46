"""The ladder is climbed here: each due ring is made once, or from memory while the store is away."""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from uuid import UUID

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.green_channel.board import Board
from hotline.green_channel.claiming import claim_due_ring, is_ring_due, look_at_alarms, next_ring
from hotline.green_channel.deed import note_unanswered, ring_failed
from hotline.green_channel.keeping import Keeper, Keeping, alarm_of
from hotline.green_channel.ladder import Ladder
from hotline.green_channel.live import LiveAlarm
from hotline.green_channel.ringer import Ringer, RingFailed
from hotline.green_channel.vocabulary import HOTLINE, RingBy

_LOG = logging.getLogger(__name__)
_TURN = timedelta(seconds=0.5)
_GRACE = timedelta(seconds=30)
"""How overdue another replica's alarm may be, while the database is away, before this one rings it too."""


class Ringing:
    """`turn` is one look; the thread that `start` begins takes one after the other."""

    def __init__(
        self,
        *,
        board: Board,
        keeping: Keeping,
        keeper: Keeper,
        database: Database,
        ladder: Ladder,
        ringer: Ringer,
        clock: Clock,
    ) -> None:
        self._board = board
        self._keeping = keeping
        self._keeper = keeper
        self._database = database
        self._ladder = ladder
        self._ringer = ringer
        self._clock = clock
        self._own = set[UUID]()
        self._is_away = False
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="green-channel-ringing", daemon=True)

    def remember(self) -> None:
        """Takes from the journal what the database does not know: both may have gone down together."""
        for fact in self._keeper.waiting_alarms():
            self._own.add(alarm_of(fact))
            self._board.recall(fact)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def ring(self, alarm: LiveAlarm) -> None:
        """Rings whom the alarm's last ring goes to; returns at once."""
        self._own.add(alarm.id)
        rung = self._ladder.rung(alarm.rung)
        means = [by for by in rung.by if by is not RingBy.DESK] if self._ringer.is_on else []
        if means:
            # Not one pool for all: a provider that hangs must not hold up the next alarm.
            Thread(target=self._make, args=(alarm, means), name="green-channel-ring", daemon=True).start()

    def turn(self) -> None:
        try:
            missing = self._look()
            if self._keeper.is_behind:
                # Before anybody is rung: it may hold the answer.
                self._keeper.replay()
                missing = self._look()
            while self._ring_claimed():
                pass
        except Exception as error:  # noqa: BLE001 - whatever broke, one faulty row included, memory rings on
            self._tell_once(error)
            self._ring_from_memory(self._board.live())
        else:
            self._is_away = False
            self._ring_from_memory(missing)
        self._note_unanswered()

    def _run(self) -> None:
        while not self._stopped.wait(_TURN.total_seconds()):
            try:
                self.turn()
            except Exception:  # noqa: BLE001 - the thread's edge: whatever broke, the next alarm must ring
                _LOG.exception("a turn of the green channel failed")

    def _tell_once(self, error: Exception) -> None:
        if not self._is_away:
            trace = None if isinstance(error, StorageUnavailable) else error
            _LOG.critical("the green channel goes on from memory: %s", type(error).__name__, exc_info=trace)
        self._is_away = True

    def _look(self) -> list[LiveAlarm]:
        """Takes the database's word; gives the alarms it does not know yet."""
        known = self._board.known()
        with self._database.reading() as session:
            stored = look_at_alarms(session, known=known, now=self._clock.now())
        self._board.merge(stored)
        there = {alarm.id for alarm in stored}
        self._own.difference_update([gone for gone in tuple(self._own) if self._board.find(gone) is None])
        return [alarm for alarm in self._board.live() if alarm.id in known and alarm.id not in there]

    def _ring_claimed(self) -> bool:
        now = self._clock.now()
        with self._database.reading() as session:
            if not is_ring_due(session, ladder=self._ladder, now=now):
                return False
        with self._database.transaction() as session:
            claimed = claim_due_ring(session, ladder=self._ladder, now=now)
        if claimed is None:
            return False
        self._board.merge([claimed])
        self.ring(claimed)
        return True

    def _ring_from_memory(self, alarms: Iterable[LiveAlarm]) -> None:
        now = self._clock.now()
        for alarm in alarms:
            patience = timedelta(0) if alarm.id in self._own else _GRACE
            if not alarm.state.calls_for_help or not self._ladder.is_due(
                alarm.next_ring_at, now=now - patience
            ):
                continue
            self._keeping.do(next_ring(alarm, ladder=self._ladder, now=now))
            after = self._board.find(alarm.id)
            if after is not None and after.rung > alarm.rung:
                self.ring(after)

    def _note_unanswered(self) -> None:
        for alarm in self._board.live():
            if self._is_newly_unanswered(alarm):
                _LOG.critical("nobody on the list answers alarm %s", alarm.id)
                self._keeping.do(note_unanswered(alarm.id, by=HOTLINE, at=self._clock.now()))

    def _is_newly_unanswered(self, alarm: LiveAlarm) -> bool:
        is_first = alarm.state.calls_for_help and alarm.unanswered_at is None
        return is_first and self._ladder.was_climbed(alarm.rung)

    def _make(self, alarm: LiveAlarm, means: list[RingBy]) -> None:
        with ThreadPoolExecutor(len(means), thread_name_prefix="green-channel-ring") as pool:
            faults = dict(zip(means, pool.map(partial(self._make_one, alarm), means), strict=True))
        failed = {by: fault for by, fault in faults.items() if fault is not None}
        # Where nobody could be rung the next one is due now, but a round that failed as a whole waits.
        hasten = len(failed) == len(means) and not self._ladder.is_last_of_round(alarm.rung)
        for by, fault in failed.items():
            self._note_failure(alarm, by, fault=fault, hasten=hasten)

    def _make_one(self, alarm: LiveAlarm, by: RingBy) -> str | None:
        """Why nobody was rung; None also where nobody needs to be any more."""
        now = self._board.find(alarm.id)
        if now is None or not now.state.calls_for_help:
            return None
        try:
            self._ringer.ring(now, rung=self._ladder.rung(alarm.rung), by=by)
        except RingFailed as failed:
            return str(failed)
        except Exception as error:  # noqa: BLE001 - a ringer is somebody else's code
            _LOG.exception("a ringer broke")
            return type(error).__name__
        return None

    def _note_failure(self, alarm: LiveAlarm, by: RingBy, *, fault: str, hasten: bool) -> None:
        _LOG.error("%s of ring %d failed: %s", by.value, alarm.rung, fault)
        now = self._clock.now()
        deed = ring_failed(
            alarm.id,
            by=HOTLINE,
            rung=alarm.rung,
            name=self._ladder.rung(alarm.rung).name,
            ring_by=by,
            reason=fault,
            next_ring_at=now if hasten else None,
            at=now,
        )
        self._keeping.do(deed)
