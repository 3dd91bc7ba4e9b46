"""How long an approval may hold, and how long texts may be."""

from datetime import date, timedelta

from hotline.clock import Clock
from hotline.hospital_time import hospital_day

USUAL_MONTHS = 12
MOST_MONTHS = 24
SOON = timedelta(days=30)
"""From then on an approval is shown as running out: time enough to have it renewed."""
LONGEST_REASON = 300
_LAST_DAY_OF_EVERY_MONTH = 28


def hospital_today(clock: Clock) -> date:
    return hospital_day(clock.now())


def usual_expiry(today: date) -> date:
    """A year from now."""
    return _months_later(today, USUAL_MONTHS)


def latest_expiry(today: date) -> date:
    """Beyond it nobody can answer for medical words."""
    return _months_later(today, MOST_MONTHS)


def _months_later(on: date, months: int) -> date:
    """A day that the other month has not is taken as its 28th."""
    years, month = divmod(on.month - 1 + months, 12)
    try:
        return on.replace(year=on.year + years, month=month + 1)
    except ValueError:
        return on.replace(year=on.year + years, month=month + 1, day=_LAST_DAY_OF_EVERY_MONTH)
