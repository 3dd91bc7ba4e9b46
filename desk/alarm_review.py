"""A day's emergencies with their times, for the daily review, and how each rule did by what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import sqrt
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desk.rule_titles import rule_titles
from hotline.green_channel import Alarm, AlarmOutcome, RuleRecord, alarms_between, rule_records

ENOUGH = 10
"""Fewer known outcomes than this say nothing as a share, and none is shown."""

_Z = 1.96


@dataclass(frozen=True, kw_only=True)
class Day:
    """`alarms` oldest first."""

    on: date
    alarms: Sequence[Alarm]

    @property
    def answered(self) -> list[timedelta]:
        """How long each waited, the longest first."""
        waits = [one.acknowledged_at - one.raised_at for one in self.alarms if one.acknowledged_at]
        return sorted(waits, reverse=True)

    @property
    def without_outcome(self) -> int:
        return sum(one.outcome is None for one in self.alarms)

    @property
    def unanswered(self) -> int:
        return sum(one.state.calls_for_help for one in self.alarms)


@dataclass(frozen=True, kw_only=True)
class RuleScore:
    """`between` are the per cent that the true share lies in, nineteen times of twenty."""

    title: str
    record: RuleRecord

    @property
    def is_enough(self) -> bool:
        return self.record.known >= ENOUGH

    @property
    def share(self) -> int:
        return round(100 * self.record.right / self.record.known)

    @property
    def between(self) -> tuple[int, int]:
        return likely_share(self.record.right, of=self.record.known)

    @property
    def false_alarms(self) -> int:
        return self.record.outcomes.get(AlarmOutcome.FALSE_ALARM, 0)


def read_day(session: Session, *, on: date, zone: ZoneInfo) -> Day:
    start = datetime.combine(on, time(), tzinfo=zone)
    end = datetime.combine(on + timedelta(days=1), time(), tzinfo=zone)
    return Day(on=on, alarms=alarms_between(session, start=start, end=end))


def read_scores(session: Session, *, since: datetime) -> tuple[RuleScore, ...]:
    titles = rule_titles()
    records = rule_records(session, since=since)
    return tuple(RuleScore(title=titles.get(one.rule, one.rule), record=one) for one in records)


def likely_share(right: int, *, of: int) -> tuple[int, int]:
    """Wilson's interval in per cent, rounded outwards: no number is made to look surer than it is."""
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0, int(100 * (middle - half))), min(100, -int(-100 * (middle + half) // 1))
