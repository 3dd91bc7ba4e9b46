"""Whoever looks first at what people needed does not wait: the words are encoded before, a few at a time."""

from collections import deque
from datetime import timedelta

from console.turning import Turning
from desk.digest_needs import asked_in_weeks
from desk.roles import may_read_digest
from hotline.clock import Clock
from hotline.database import Database
from hotline.staff import list_staff
from hotline.weeks import Week
from knowledge_base import Hospital
from knowledge_base.needs import KeptVectors, look_at

_FIRST_REST = timedelta(minutes=1)
_BREATH = timedelta(seconds=0.5)
"""Between two batches: five times as long as a batch takes, so that callers hardly notice."""

_EVERY = timedelta(hours=6)
_BATCH = 8


class Warming:
    """`turn` encodes one batch; `turning` goes through eight weeks of words in some minutes after a start.

    Where nobody may read the digest nothing is encoded. `KeptVectors` says where it stays.
    """

    def __init__(self, database: Database, *, vectors: KeptVectors, hospital: Hospital, clock: Clock) -> None:
        self._database = database
        self._vectors = vectors
        self._hospital = hospital
        self._clock = clock
        self._waiting: deque[str] = deque()
        self.turning = Turning("needs", self.turn, first_rest=_FIRST_REST)

    def turn(self) -> timedelta:
        """How long to rest after it. Raises StorageUnavailable and EncoderBroken."""
        if not self._waiting:
            self._waiting.extend(self._texts())
        if self._waiting:
            self._vectors.of([self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))])
        return _BREATH if self._waiting else _EVERY

    def _texts(self) -> list[str]:
        now, zone = self._clock.now(), self._hospital.zone
        week = Week.of(now.astimezone(zone).date())
        with self._database.reading() as session:
            if not any(map(may_read_digest, list_staff(session))):
                return []
            return sorted(look_at(asked_in_weeks(session, week=week, zone=zone, as_of=now)).by_text)
