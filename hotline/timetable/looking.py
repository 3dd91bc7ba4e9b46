"""What the timetable says of a span of days, from the store and, where it is away, without it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.calendar_days import special_days
from hotline.timetable.record import USUAL, TimetableChange, TimetableSitting, TimetableWeek
from hotline.timetable.sitting import HalfDay, HospitalWeek, Sitting, numbered
from hotline.timetable.usual import usual_sittings
from hotline.weeks import Week, weeks_between
from hotline.working_time import DayKind, SpecialDay, load_public_days

_MOST_CHANGES = 20


def sittings(session: Session, *, first: date, last: date, hospital: HospitalWeek) -> tuple[Sitting, ...]:
    """Both days included, cancelled ones too, in order."""
    weeks = weeks_between(first, last)
    own = own_weeks(session, weeks=weeks)
    found = list(_own_sittings(session, weeks=[week for week in weeks if week in own]))
    if others := [week for week in weeks if week not in own]:
        usual, holidays = usual_week(session, hospital=hospital), holidays_known(session)
        for week in others:
            found += usual_sittings(usual, week=week, holidays=holidays)
    return _within(found, first=first, last=last)


def sittings_without_store(*, first: date, last: date, hospital: HospitalWeek) -> tuple[Sitting, ...]:
    """By the profile's usual week and the shipped table of holidays."""
    usual = numbered(hospital.usual)
    holidays = _holidays(day for days in load_public_days().values() for day in days)
    weeks = weeks_between(first, last)
    found = [one for week in weeks for one in usual_sittings(usual, week=week, holidays=holidays)]
    return _within(found, first=first, last=last)


def own_weeks(session: Session, *, weeks: Sequence[Week]) -> dict[Week, TimetableWeek]:
    """Those with a table of their own."""
    names = {str(week): week for week in weeks}
    rows = session.scalars(select(TimetableWeek).where(TimetableWeek.name.in_(names)))
    return {names[row.name]: row for row in rows}


def usual_week(session: Session, *, hospital: HospitalWeek) -> dict[str, HalfDay]:
    """By the ids they have in it: what staff saved, or else the profile's."""
    if session.get(TimetableWeek, USUAL) is None:
        return numbered(hospital.usual)
    return {row.id: row.half for row in rows_of(session, USUAL)}


def saved_usual_week(session: Session) -> TimetableWeek | None:
    """Who saved it and when; None while the profile's is followed."""
    return session.get(TimetableWeek, USUAL)


def rows_of(session: Session, name: str) -> Sequence[TimetableSitting]:
    rows = select(TimetableSitting).where(TimetableSitting.week == name)
    return session.scalars(rows.order_by(TimetableSitting.id)).all()


def changes_of(
    session: Session, *, week: str, since: datetime | None = None, most: int = _MOST_CHANGES
) -> Sequence[TimetableChange]:
    """What was done to a week (or to `USUAL`), the latest first."""
    found = select(TimetableChange).where(TimetableChange.week == week)
    if since is not None:
        found = found.where(TimetableChange.at >= since)
    return session.scalars(found.order_by(TimetableChange.at.desc()).limit(most)).all()


def holidays_known(session: Session) -> frozenset[date]:
    return _holidays(special_days(session))


def _own_sittings(session: Session, *, weeks: Sequence[Week]) -> Iterable[Sitting]:
    names = {str(week): week for week in weeks}
    rows = session.scalars(select(TimetableSitting).where(TimetableSitting.week.in_(names)))
    return [row.on_date(names[row.week]) for row in rows]


def _holidays(days: Iterable[SpecialDay]) -> frozenset[date]:
    return frozenset(day.on for day in days if day.kind is DayKind.HOLIDAY)


def _within(found: Iterable[Sitting], *, first: date, last: date) -> tuple[Sitting, ...]:
    return tuple(
        sorted((one for one in found if first <= one.on <= last), key=lambda sitting: sitting.in_order)
    )
