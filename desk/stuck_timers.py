"""What is due on tickets and fails again and again: for those who can ask somebody to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desk.roles import may_see_faults
from hotline.follow_up import TimerKind, count_stuck_timers, stuck_timers
from hotline.staff import StaffMember


@dataclass(frozen=True, kw_only=True)
class StuckTimer:
    """`fault` is what the log calls it."""

    number: str
    kind: TimerKind
    due_at: datetime
    tries: int
    fault: str | None


def read_stuck_timers(session: Session, *, member: StaffMember) -> Sequence[StuckTimer]:
    """None of them where the member's role has no business with it."""
    if not may_see_faults(member):
        return ()
    return [
        StuckTimer(
            number=one.ticket.number, kind=one.kind, due_at=one.due_at, tries=one.tries, fault=one.fault
        )
        for one in stuck_timers(session)
    ]


def count_stuck(session: Session, *, member: StaffMember) -> int:
    return count_stuck_timers(session) if may_see_faults(member) else 0
