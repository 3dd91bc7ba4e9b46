"""Whether a promise stands: computed from the ticket's own times and `now`, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How the promise of feedback stands."""

    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    BREACHED = "breached"
    MET = "met"


@dataclass(frozen=True, kw_only=True)
class TicketTimes:
    """The instants a standing is computed from; the first two were frozen at opening."""

    due_soon_at: datetime
    feedback_due_at: datetime
    fed_back_at: datetime | None = None
    closed_at: datetime | None = None


def standing(times: TicketTimes, now: datetime) -> Standing:
    """Feedback at the very moment it is due still meets the promise.

    Closing without feedback (a duplicate, a withdrawal) stops the clock where it stands: it neither
    meets the promise nor lets it be broken afterwards.
    """
    if times.fed_back_at is not None:
        return Standing.MET if times.fed_back_at <= times.feedback_due_at else Standing.BREACHED
    at = now if times.closed_at is None else min(now, times.closed_at)
    if at > times.feedback_due_at:
        return Standing.BREACHED
    return Standing.DUE_SOON if at >= times.due_soon_at else Standing.ON_TRACK
