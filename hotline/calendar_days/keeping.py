"""Days are entered, changed and taken out by staff; no promise already made moves with them."""

from datetime import date, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline.calendar_days.errors import (
    DayBackwards,
    DayTaken,
    NoSuchDay,
    NothingToExchange,
    OutOfReach,
    SpellTooLong,
)
from hotline.calendar_days.looking import shipped_days
from hotline.calendar_days.record import CalendarDay
from hotline.clock import Clock
from hotline.working_time import DayKind

LONGEST_SPELL = timedelta(days=15)
_REACH = timedelta(days=3 * 366)
_SATURDAY = 6


def add_days(
    session: Session, *, first: date, last: date, kind: DayKind, name: str, by: str, clock: Clock
) -> None:
    """All days from `first` to `last`, or none. Raises CalendarRefused."""
    if last < first:
        raise DayBackwards(last)
    if last - first >= LONGEST_SPELL:
        raise SpellTooLong(last)
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        if on in shipped_days() or session.get(CalendarDay, on) is not None:
            raise DayTaken(on)
        _keep(session, CalendarDay(on=on, kind=kind, name=name, by=by, kept_at=clock.now()), clock=clock)


def change_day(session: Session, *, on: date, kind: DayKind, name: str, by: str, clock: Clock) -> None:
    """Also of the shipped table, whose day the entered one then replaces. Raises CalendarRefused."""
    row = session.get(CalendarDay, on, with_for_update=True)
    if row is None:
        if on not in shipped_days():
            raise NoSuchDay(on)
        row = CalendarDay(on=on)
    row.kind, row.name, row.by, row.kept_at = kind, name, by, clock.now()
    _keep(session, row, clock=clock)


def remove_day(session: Session, *, on: date) -> None:
    """What the shipped table or the weekday says counts again. Raises NoSuchDay."""
    row = session.get(CalendarDay, on, with_for_update=True)
    if row is None:
        raise NoSuchDay(on)
    session.delete(row)
    session.flush()


def _keep(session: Session, row: CalendarDay, *, clock: Clock) -> None:
    if abs(row.on - clock.now().date()) > _REACH:
        raise OutOfReach(row.on)
    shipped = shipped_days().get(row.on)
    is_worked_anyhow = row.on.isoweekday() < _SATURDAY and (
        shipped is None or shipped.kind is not DayKind.HOLIDAY
    )
    if row.kind is DayKind.WORKDAY and is_worked_anyhow:
        raise NothingToExchange(row.on)
    session.add(row)
    try:
        session.flush()
    except IntegrityError:  # somebody else entered it at the same moment
        raise DayTaken(row.on) from None
