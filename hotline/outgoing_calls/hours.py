"""When somebody may be rung: pure arithmetic with the hours of the hospital's day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo


@dataclass(frozen=True, order=True)
class Window:
    """Hours of one day in which ringing is permitted; `end` is no longer one of them."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        return self.start <= at < self.end


def next_permitted(at: datetime, *, windows: Sequence[Window], zone: tzinfo) -> datetime:
    """`at` where ringing is permitted then, else the next moment it is; aware, in the zone of `at`."""
    local = at.astimezone(zone)
    if is_permitted(at, windows=windows, zone=zone):
        return at
    today = [window.start for window in sorted(windows) if window.start > local.time()]
    day = local.date() if today else local.date() + timedelta(days=1)
    start = today[0] if today else min(windows).start
    return datetime.combine(day, start, tzinfo=zone).astimezone(at.tzinfo)


def is_permitted(at: datetime, *, windows: Sequence[Window], zone: tzinfo) -> bool:
    return any(window.holds(at.astimezone(zone).time()) for window in windows)
