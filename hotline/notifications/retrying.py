"""How long a letter rests after an attempt that failed: pure arithmetic."""

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
_MOST_DOUBLINGS = 10


def pause_after(attempts: int, *, jitter: float) -> timedelta:
    """Doubles with each attempt, up to an hour; times the letter's own jitter."""
    doubled: timedelta = FIRST_PAUSE * (1 << min(attempts - 1, _MOST_DOUBLINGS))
    return min(doubled, LONGEST_PAUSE) * jitter


def next_attempt_at(attempts: int, *, jitter: float, now: datetime, good_until: datetime) -> datetime | None:
    """None where the letter would come too late."""
    at = now + pause_after(attempts, jitter=jitter)
    return at if at < good_until else None
