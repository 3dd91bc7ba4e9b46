"""Who is rung and when: the hospital's ordered list, gone through again until somebody answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.green_channel.vocabulary import RingBy


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One on the list; `wait` is how long this one has to answer before the next is rung."""

    name: str
    line: str
    by: tuple[RingBy, ...]
    wait: timedelta


@dataclass(frozen=True)
class Ladder:
    """Rings are counted from one and never stop by themselves; after the last rung comes the first again.

    After `rounds` of them only the last rung is rung, `then_every` apart.
    """

    rungs: tuple[Rung, ...]
    rounds: int = 3
    then_every: timedelta = timedelta(minutes=3)

    def __post_init__(self) -> None:
        waits = [self.then_every, *(rung.wait for rung in self.rungs)]
        if not self.rungs or self.rounds < 1 or min(waits) <= timedelta(0):
            raise ValueError("a ladder has rungs and rounds, and each rung a wait")

    @property
    def longest_wait(self) -> timedelta:
        return max(self.then_every, *(rung.wait for rung in self.rungs))

    def rung(self, ring: int) -> Rung:
        """The one whom the ring of this number goes to."""
        return self.rungs[-1] if self.was_climbed(ring) else self.rungs[(ring - 1) % len(self.rungs)]

    def was_climbed(self, ring: int) -> bool:
        """Whether everybody was rung in every round before this ring, and nobody answered."""
        return ring > self.rounds * len(self.rungs)

    def round_of(self, ring: int) -> int:
        """How many times the list was begun, this ring included."""
        return min((ring - 1) // len(self.rungs) + 1, self.rounds)

    def next_ring_at(self, ring: int, *, rung_at: datetime) -> datetime:
        """When the ring after this one is due."""
        return rung_at + (self.then_every if self.was_climbed(ring) else self.rung(ring).wait)

    def is_due(self, next_ring_at: datetime | None, *, now: datetime) -> bool:
        """Also where the time lies farther ahead than any wait: then the clock was set back."""
        if next_ring_at is None:
            return False
        return next_ring_at <= now or next_ring_at > now + self.longest_wait

    def is_last_of_round(self, ring: int) -> bool:
        """The rings after all rounds are each a round of their own."""
        return self.was_climbed(ring) or ring % len(self.rungs) == 0
