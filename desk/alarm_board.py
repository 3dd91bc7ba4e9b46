"""The alarm board as one reads it: each alarm, how long the list has been rung, and who comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desk.roles import may_answer_alarms
from hotline.green_channel import Bell, Ladder, LiveAlarm
from hotline.staff import StaffMember


@dataclass(frozen=True, kw_only=True)
class Ringing:
    """Where on the list an alarm is; `next` is rung at `next_at` if nobody answers."""

    now: str
    round: int
    next: str
    next_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OnBoard:
    """`ringing` is None as soon as somebody answers."""

    alarm: LiveAlarm
    ringing: Ringing | None


@dataclass(frozen=True, kw_only=True)
class Board:
    """What stands on the board now; `by_desk_only` where nobody can be called or texted."""

    alarms: tuple[OnBoard, ...]
    may_answer: bool
    by_desk_only: bool

    @property
    def given_up(self) -> int:
        """Of those, where the whole list was rung in vain."""
        return sum(one.ringing is not None and one.alarm.unanswered_at is not None for one in self.alarms)

    @property
    def unanswered(self) -> int:
        return sum(one.ringing is not None for one in self.alarms)


def read_board(bell: Bell, *, member: StaffMember) -> Board:
    """From memory alone."""
    return Board(
        alarms=tuple(on_board(bell.live(), ladder=bell.ladder)),
        may_answer=may_answer_alarms(member),
        by_desk_only=not bell.ringer_is_on,
    )


def on_board(alarms: Iterable[LiveAlarm], *, ladder: Ladder) -> Iterable[OnBoard]:
    return (OnBoard(alarm=alarm, ringing=ringing(alarm, ladder=ladder)) for alarm in alarms)


def ringing(alarm: LiveAlarm, *, ladder: Ladder) -> Ringing | None:
    if not alarm.state.calls_for_help:
        return None
    reached = max(alarm.rung, 1)
    return Ringing(
        now=alarm.rung_name or ladder.rung(reached).name,
        round=ladder.round_of(reached),
        next=ladder.rung(reached + 1).name,
        next_at=alarm.next_ring_at,
    )
