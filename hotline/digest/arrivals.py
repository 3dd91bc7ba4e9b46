"""Who wanted a person at which hours, and how long a nurse was with each: what staffing is reckoned from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.digest.staffing import Load
from hotline.handoff import LiveTalk
from hotline.spans import Span
from hotline.weeks import Week

SHORTEST = timedelta(minutes=1)
"""Nobody is helped in less: a talk that was taken and ended at once still took the nurse's time."""


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """In all the weeks together: who asked for a person in the hours, and how long talks took."""

    asked: int
    hours: int
    lengths: tuple[timedelta, ...]

    @property
    def load(self) -> Load | None:
        """None where nobody came, or nobody's length is known."""
        if not self.asked or not self.lengths:
            return None
        seconds = sum(max(length, SHORTEST).total_seconds() for length in self.lengths) / len(self.lengths)
        return Load(an_hour=self.asked / self.hours, handling=timedelta(seconds=seconds))


def arrivals_at(
    session: Session, *, weeks: Sequence[Week], first: int, last: int, zone: tzinfo, as_of: datetime
) -> Arrivals:
    """From the full hour `first` of every day up to the full hour `last`, local: 19 and 21 are two hours.

    `lengths` are of the whole day: a nurse works no faster in the evening, and evenings are few.
    """
    spans = [week.span(zone) for week in weeks]
    span = Span(start=min(one.start for one in spans), end=min(max(one.end for one in spans), as_of))
    rows = select(LiveTalk.asked_at, LiveTalk.taken_at, LiveTalk.over_at).where(
        LiveTalk.asked_at >= span.start, LiveTalk.asked_at < span.end
    )
    asked, lengths = 0, []
    for asked_at, taken_at, over_at in session.execute(rows):
        asked += first <= asked_at.astimezone(zone).hour < last
        if taken_at and over_at and over_at <= as_of:
            lengths.append(over_at - taken_at)
    days = (span.end - span.start) / timedelta(days=1)
    return Arrivals(asked=asked, hours=max(1, round(days * (last - first))), lengths=tuple(lengths))
