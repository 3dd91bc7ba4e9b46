"""Nobody is woken by a short message that can wait for the morning."""

from datetime import datetime, time, timedelta, tzinfo


def wait_until(now: datetime, *, quiet_from: time, quiet_to: time, zone: tzinfo) -> datetime:
    """`now` where it is not quiet, else the end of the quiet hours; aware, in the zone of `now`.

    The hours may lie across midnight.
    """
    local = now.astimezone(zone)
    if not _is_quiet(local.time(), quiet_from=quiet_from, quiet_to=quiet_to):
        return now
    day = local.date() if local.time() < quiet_to else local.date() + timedelta(days=1)
    return datetime.combine(day, quiet_to, tzinfo=zone).astimezone(now.tzinfo)


def _is_quiet(at: time, *, quiet_from: time, quiet_to: time) -> bool:
    if quiet_from <= quiet_to:
        return quiet_from <= at < quiet_to
    return at >= quiet_from or at < quiet_to
