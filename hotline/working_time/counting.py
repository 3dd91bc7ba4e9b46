"""How much working time lies between two instants, and when an amount of it has passed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from hotline.spans import Span, without
from hotline.working_time.calendar import ONE_DAY, WorkingCalendar
from hotline.working_time.week import NeverWorks

FURTHEST = timedelta(days=3 * 366)


def worked(
    calendar: WorkingCalendar, start: datetime, end: datetime, *, pauses: Iterable[Span] = ()
) -> timedelta:
    """Working time from `start` to `end`, the pauses left out; none where `end` is not later."""
    return sum(
        (span.length for left in without(Span(start, end), pauses) for span in _worked_spans(calendar, left)),
        timedelta(0),
    )


def after(calendar: WorkingCalendar, start: datetime, amount: timedelta) -> datetime:
    """The first instant by which `amount` has been worked since `start`. Raises NeverWorks."""
    left = amount
    if left <= timedelta(0):
        return start
    for span in _worked_spans(calendar, Span(start, start + FURTHEST)):
        if span.length >= left:
            return span.start + left
        left -= span.length
    raise NeverWorks


def _worked_spans(calendar: WorkingCalendar, within: Span) -> Iterator[Span]:
    for day in _days(calendar.day_of(within.start), calendar.day_of(within.end)):
        for span in calendar.spans(day):
            if (inside := span.within(within)).length:
                yield inside


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
