"""Whether a promise stands: computed from the ticket's own times and `now`, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How the promise of feedback stands.

    DELAYED: the patient was told in time that it takes longer, and the new time has not passed.
    DELAY_BREACHED: that new time has passed as well. BREACHED is worse: the promise passed in silence.
    LATE: the patient was reached after the promised time, told of it or not (`was_silent`).
    """

    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    DELAYED = "delayed"
    DELAY_BREACHED = "delay_breached"
    BREACHED = "breached"
    MET = "met"
    LATE = "late"

    @property
    def is_breached(self) -> bool:
        """Somebody waits for news beyond every time we named."""
        return self in {Standing.DELAY_BREACHED, Standing.BREACHED}


@dataclass(frozen=True, kw_only=True)
class TicketTimes:
    """The instants a standing is computed from; the first two were frozen when the promise was made.

    `told_due_at` is the new time a patient was told of before the promised one had passed.
    """

    due_soon_at: datetime
    feedback_due_at: datetime
    fed_back_at: datetime | None = None
    closed_at: datetime | None = None
    told_due_at: datetime | None = None

    @property
    def last_due_at(self) -> datetime:
        """The time the patient counts on now."""
        return self.told_due_at or self.feedback_due_at


def standing(times: TicketTimes, now: datetime) -> Standing:
    """Feedback at the very moment it is due still meets the promise.

    Closing without feedback (a duplicate, a withdrawal) stops the clock where it stands: it neither
    meets the promise nor lets it be broken afterwards.
    """
    if times.fed_back_at is not None:
        return Standing.MET if times.fed_back_at <= times.feedback_due_at else Standing.LATE
    at = now if times.closed_at is None else min(now, times.closed_at)
    if times.told_due_at is not None:
        return Standing.DELAY_BREACHED if at > times.told_due_at else Standing.DELAYED
    if at > times.feedback_due_at:
        return Standing.BREACHED
    return Standing.DUE_SOON if at >= times.due_soon_at else Standing.ON_TRACK


def was_silent(times: TicketTimes, now: datetime) -> bool:
    """Whether the promised time passed with the patient neither reached nor told before."""
    stopped = [at for at in (times.fed_back_at, times.closed_at) if at is not None]
    return times.told_due_at is None and min([now, *stopped]) > times.feedback_due_at
