"""The bell that waits for nothing: an alarm is on the desks and on the telephone before it is kept."""

import logging
from datetime import timedelta
from functools import partial
from uuid import UUID

from hotline.clock import Clock
from hotline.database import Database
from hotline.green_channel import deed as deeds
from hotline.green_channel.board import Board
from hotline.green_channel.call import AlarmCall
from hotline.green_channel.claiming import next_ring
from hotline.green_channel.deed import AlarmDeed
from hotline.green_channel.keeping import Keeper, Keeping
from hotline.green_channel.ladder import Ladder
from hotline.green_channel.live import LiveAlarm
from hotline.green_channel.ringer import Ringer
from hotline.green_channel.ringing import Ringing
from hotline.green_channel.vocabulary import HOTLINE, AcknowledgedBy, AlarmOutcome

_LOG = logging.getLogger(__name__)

SAME_MATTER = timedelta(minutes=30)
"""How long a danger told again in the same conversation is the alarm already raised."""

_KEPT_WITHIN = timedelta(seconds=4)


class Bell:
    """One in a process, safe to share between threads.

    `raise_`, `tell`, `add_contact`, `name_ticket`, `live` and `version` never block. The other deeds wait
    until they are kept, a few seconds at most, because they may be refused: call them from a thread.
    """

    def __init__(
        self, *, keeper: Keeper, database: Database, ladder: Ladder, ringer: Ringer, clock: Clock
    ) -> None:
        self.ladder = ladder
        self.ringer_is_on = ringer.is_on
        self._clock = clock
        self._board = Board()
        self._keeping = Keeping(keeper, board=self._board)
        self._ringing = Ringing(
            board=self._board,
            keeping=self._keeping,
            keeper=keeper,
            database=database,
            ladder=ladder,
            ringer=ringer,
            clock=clock,
        )

    def start(self) -> None:
        """Begins to look for due rings, those of before a restart among them."""
        self._ringing.remember()
        self._ringing.start()

    def stop(self) -> None:
        self._ringing.stop()
        self._keeping.stop()

    def turn(self) -> None:
        """One look for due rings; what `start` does all the time."""
        self._ringing.turn()

    @property
    def version(self) -> int:
        return self._board.version

    def live(self) -> tuple[LiveAlarm, ...]:
        """Neither called off nor closed, as memory knows them: unanswered ones first, then the oldest."""
        return self._board.live()

    def find(self, alarm_id: UUID) -> LiveAlarm | None:
        """As memory knows it; None does not mean that there is no such alarm."""
        return self._board.find(alarm_id)

    def raise_(self, call: AlarmCall) -> UUID:
        """Rings at once; the same danger of the same conversation is added to the alarm it raised before."""
        first = next_ring(LiveAlarm.of(call), ladder=self.ladder, now=self._clock.now())
        raised = LiveAlarm.of(call).after(first)
        with self._board.in_order:
            alarm, is_new = self._board.find_or_add(raised, same=partial(_is_same_matter, call))
            if is_new:
                self._keeping.put([call, first])  # a place in the queue; nobody waits
        if is_new:
            self._ringing.ring(alarm)
        elif call.said not in alarm.said:
            self.tell(deeds.tell_more(alarm.id, by=call.raised_by, said=call.said, at=call.raised_at))
        return alarm.id

    def tell(self, deed: AlarmDeed) -> None:
        """Adds what is never refused: more words, a place, a number, the ticket."""
        self._keeping.do(deed)

    def add_contact(
        self,
        alarm_id: UUID,
        *,
        by: str = HOTLINE,
        place: str | None = None,
        phone: str | None = None,
        caller_name: str | None = None,
    ) -> None:
        """Does not block."""
        now = self._clock.now()
        self.tell(
            deeds.add_contact(alarm_id, by=by, place=place, phone=phone, caller_name=caller_name, at=now)
        )

    def name_ticket(self, alarm_id: UUID, *, ticket_id: UUID, number: str) -> None:
        """Does not block."""
        now = self._clock.now()
        self.tell(deeds.name_ticket(alarm_id, by=HOTLINE, ticket_id=ticket_id, number=number, at=now))

    def acknowledge(self, alarm_id: UUID, *, by: str, how: AcknowledgedBy = AcknowledgedBy.DESK) -> None:
        """Raises AlreadyAcknowledged, AlarmOver, NoSuchAlarm."""
        self._do(deeds.acknowledge(alarm_id, by=by, how=how, at=self._clock.now()))

    def mark_arrived(self, alarm_id: UUID, *, by: str) -> None:
        """Raises AlreadyArrived, AlarmOver, NoSuchAlarm."""
        self._do(deeds.mark_arrived(alarm_id, by=by, at=self._clock.now()))

    def call_off(self, alarm_id: UUID, *, by: str, reason: str) -> None:
        """Raises ReasonMissing, AlreadyArrived, AlarmOver, NoSuchAlarm."""
        self._do(deeds.call_off(alarm_id, by=by, reason=reason, at=self._clock.now()))

    def record_outcome(
        self, alarm_id: UUID, *, by: str, outcome: AlarmOutcome, note: str | None = None
    ) -> None:
        """Raises NotAcknowledged, AlarmOver, NoSuchAlarm."""
        now = self._clock.now()
        self._do(deeds.record_outcome(alarm_id, by=by, outcome=outcome, note=note, at=now))

    def flush(self) -> None:
        """Returns when everything told before is kept."""
        self._keeping.put([]).result()

    def _do(self, deed: AlarmDeed) -> None:
        kept = self._keeping.do(deed)
        try:
            kept.result(_KEPT_WITHIN.total_seconds())
        except TimeoutError:
            _LOG.error("a deed on alarm %s is not kept yet", deed.alarm_id)


def _is_same_matter(call: AlarmCall, alarm: LiveAlarm) -> bool:
    return (
        not alarm.state.is_over
        and (alarm.conversation_id, alarm.kind) == (call.conversation_id, call.kind)
        and abs(call.raised_at - alarm.raised_at) < SAME_MATTER
    )
