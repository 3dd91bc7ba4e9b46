"""Which minutes counted and why the others did not: for whoever doubts a deadline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hotline.spans import Span
from hotline.working_time.calendar import ONE_DAY, DayKind, WorkingCalendar
from hotline.working_time.week import MIDNIGHT, NEXT_MIDNIGHT


class Reason(StrEnum):
    """Why a stretch counts or not."""

    WORKING = "working"
    MAKE_UP = "make_up"
    LUNCH = "lunch"
    CLOSED = "closed"
    FREE_DAY = "free_day"
    HOLIDAY = "holiday"

    @property
    def counts(self) -> bool:
        return self in {Reason.WORKING, Reason.MAKE_UP}


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of one local day; `name` is the holiday's, or that of the holiday worked in exchange for."""

    on: date
    span: Span
    reason: Reason
    name: str = ""


def explain(calendar: WorkingCalendar, start: datetime, end: datetime) -> tuple[Stretch, ...]:
    """The whole time from `start` to `end`, in order and without a gap."""
    asked, day, last = Span(start, end), calendar.day_of(start), calendar.day_of(end)
    told: list[Stretch] = []
    while day <= last:
        told += _within(asked, _of_day(calendar, day))
        day += ONE_DAY
    return tuple(told)


def _within(asked: Span, stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    for one in stretches:
        if (inside := one.span.within(asked)).length:
            yield Stretch(on=one.on, span=inside, reason=one.reason, name=one.name)


def _of_day(calendar: WorkingCalendar, day: date) -> Iterator[Stretch]:
    special, periods = calendar.special_day(day), calendar.periods(day)
    name = special.name if special else ""
    if not periods:
        holiday = special is not None and special.kind is DayKind.HOLIDAY
        yield _stretch(
            calendar, day, (MIDNIGHT, NEXT_MIDNIGHT), Reason.HOLIDAY if holiday else Reason.FREE_DAY, name
        )
        return
    working, reached = (Reason.MAKE_UP if special else Reason.WORKING), MIDNIGHT
    for period in periods:
        idle = Reason.CLOSED if reached == MIDNIGHT else Reason.LUNCH
        yield _stretch(calendar, day, (reached, period.starts), idle)
        yield _stretch(calendar, day, (period.starts, period.ends), working, name)
        reached = period.ends
    yield _stretch(calendar, day, (reached, NEXT_MIDNIGHT), Reason.CLOSED)


def _stretch(
    calendar: WorkingCalendar, day: date, hours: tuple[timedelta, timedelta], reason: Reason, name: str = ""
) -> Stretch:
    starts, ends = hours
    span = Span(calendar.instant(day, starts), calendar.instant(day, ends))
    return Stretch(on=day, span=span, reason=reason, name=name)
