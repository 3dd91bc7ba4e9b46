"""The profile's working weeks as the promise counts them, and the target every new ticket gets in them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hotline.database import Database
from hotline.tickets import TicketRequest, WorkingTarget, handle_due_at
from hotline.working_time import AROUND_THE_CLOCK, DepartmentsTime, Period, WorkingWeek
from knowledge_base import Hospital
from knowledge_base.rota import DAYS
from knowledge_base.working_week import Hours, WeekHours


def departments_time(hospital: Hospital) -> DepartmentsTime | None:
    """None where the profile gives no working week."""
    weeks = hospital.working_weeks
    if weeks is None:
        return None
    own = {name: _week(week) for name, week in weeks.departments.items()}
    return DepartmentsTime(usual=_week(weeks.usual), own=own, zone=hospital.zone)


def working_target(time: DepartmentsTime | None, *, database: Database) -> WorkingTarget:
    """A ticket that no department leads has only the patient's own time."""

    def due_at(request: TicketRequest, opened_at: datetime) -> datetime | None:
        if time is None or request.department is None:
            return None
        with database.reading() as session:
            return target_within(session, time)(request, opened_at)

    return due_at


def target_within(session: Session, time: DepartmentsTime | None) -> WorkingTarget:
    """As `working_target`, where tickets are opened in a transaction that goes on."""

    def due_at(request: TicketRequest, opened_at: datetime) -> datetime | None:
        return handle_due_at(
            session, time=time, department=request.department, grade=request.grade, start=opened_at
        )

    return due_at


def _week(week: WeekHours) -> WorkingWeek:
    if week.around_the_clock:
        return AROUND_THE_CLOCK
    days = {day: _periods(week.hours, weekday=day) for day in DAYS}
    make_up = days[week.make_up] if week.make_up else ()
    return WorkingWeek(days=days, make_up=make_up, keeps_holidays=week.keeps_holidays)


def _periods(hours: Iterable[Hours], *, weekday: int) -> tuple[Period, ...]:
    worked = (one for one in hours if weekday in one.weekdays)
    return tuple(sorted(Period(_since_midnight(one.starts), _since_midnight(one.ends)) for one in worked))


def _since_midnight(clock: str) -> timedelta:
    hours, minutes = clock.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
