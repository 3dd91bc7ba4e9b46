"""What the caller is told at opening is drawn once, and holds wherever it is kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from hotline.hospital_time import HOSPITAL_TIME
from hotline.safety import TriageGrade
from hotline.tickets.sla import target_for

# Numbers told while the store is away come from a range of their own, so that none was given twice.
_DRAWN_ONLINE = range(9000)
_DRAWN_OFFLINE = range(9000, 10000)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The identity and the promise of one ticket; `handle_due_at` is the department's own target, if any."""

    id: UUID
    number: str
    progress_code: str
    opened_at: datetime
    due_soon_at: datetime
    feedback_due_at: datetime
    handle_due_at: datetime | None = None


def draw_opening(grade: TriageGrade, *, now: datetime, handle_due_at: datetime | None = None) -> Opening:
    target = target_for(grade)
    due = now + target.within
    return Opening(
        id=uuid4(),
        number=draw_number(now),
        progress_code=f"{secrets.randbelow(1_000_000):06}",
        opened_at=now,
        due_soon_at=due - target.warn_before,
        feedback_due_at=due,
        handle_due_at=handle_due_at,
    )


def draw_number(now: datetime, *, offline: bool = False) -> str:
    """`YYMMDD-NNNN`: the hospital's day, then random digits, so that nobody reads our load from it."""
    digits = secrets.choice(_DRAWN_OFFLINE if offline else _DRAWN_ONLINE)
    return f"{now.astimezone(HOSPITAL_TIME):%y%m%d}-{digits:04}"
