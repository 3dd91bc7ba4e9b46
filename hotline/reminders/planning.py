"""When somebody is told of the day he named: of a visit the evening before, of all else on the day itself."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hotline.reminders.rules import rules
from hotline.reminders.vocabulary import ReminderKind

_DAY = timedelta(days=1)
_NOON = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """`when` is the day as it is told."""

    at: datetime
    not_after: datetime | None
    when: str


def plan(kind: ReminderKind, *, on: date, at: time | None, now: datetime) -> Planned:
    """`on` and `at` are of the matter itself. What comes too late is for `remind` to refuse."""
    before = rules().kinds[kind].before
    moment = rules().moment_on(on, at)
    when = rules().said_moment(moment) if at else rules().said_day(on)
    if before is None:
        return Planned(at=moment, not_after=None, when=when)
    begins = rules().moment_on(on, at or _NOON)
    evening = rules().moment_on(on - _DAY, before)
    # Named on the evening before or the day itself: in the morning is better than never.
    return Planned(
        at=evening if evening > now else max(now, rules().moment_on(on, time(8))), not_after=begins, when=when
    )
