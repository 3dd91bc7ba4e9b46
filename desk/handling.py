"""By when the department should have handled a ticket, and how that was counted, in plain words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from hotline.calendar_days import special_days
from hotline.tickets import Ticket
from hotline.working_time import DepartmentsTime, Stretch, WorkingCalendar, explain, worked


@dataclass(frozen=True, kw_only=True)
class ExplainedDay:
    """One day's stretches with their local hours; a day that ends at midnight ends at 24:00."""

    on: date
    counted: timedelta
    stretches: tuple[tuple[str, Stretch], ...]


@dataclass(frozen=True, kw_only=True)
class Handling:
    """`was_moved`: what is counted today is no longer the target the ticket was given.

    `is_again`: it is counted from the reopening.
    """

    department: str
    due_at: datetime
    total: timedelta
    was_moved: bool
    is_again: bool
    days: tuple[ExplainedDay, ...]


def read_handling(session: Session, *, ticket: Ticket, time: DepartmentsTime | None) -> Handling | None:
    """None where the department has no target of its own."""
    if time is None or ticket.handle_due_at is None or ticket.department is None:
        return None
    calendar = time.calendar(ticket.department, days=special_days(session))
    start = ticket.reopened_at or ticket.opened_at
    total = worked(calendar, start, ticket.handle_due_at)
    return Handling(
        department=ticket.department,
        due_at=ticket.handle_due_at,
        total=total,
        was_moved=total != time.targets.get(ticket.grade),
        is_again=ticket.reopened_at is not None,
        days=tuple(_days(explain(calendar, start, ticket.handle_due_at), calendar)),
    )


def _days(stretches: Sequence[Stretch], calendar: WorkingCalendar) -> Iterator[ExplainedDay]:
    for on, group in groupby(stretches, key=lambda one: one.on):
        told = tuple(group)
        counted = sum((one.span.length for one in told if one.reason.counts), timedelta(0))
        yield ExplainedDay(
            on=on, counted=counted, stretches=tuple((_hours(one, calendar), one) for one in told)
        )


def _hours(stretch: Stretch, calendar: WorkingCalendar) -> str:
    starts, ends = (at.astimezone(calendar.zone) for at in (stretch.span.start, stretch.span.end))
    return f"{starts:%H:%M}–{'24:00' if ends.date() != stretch.on else f'{ends:%H:%M}'}"
