"""Half-days a patient can be given, from the timetable, with the places that are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from desk.appointment_refusals import BadVisit, SittingGone
from desk.desk import Desk
from desk.forms import Form
from hotline.appointments import Appointment, Visit, places_held
from hotline.timetable import Sitting

REACH = timedelta(days=20)
"""So far ahead places are offered: three weeks with today."""

LONGEST = 40
_MOST = 40
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One half-day; `left` is None where nobody counts its places. `is_own`: the patient has it already."""

    sitting: Sitting
    left: int | None
    is_own: bool

    @property
    def is_full(self) -> bool:
        return self.left == 0 and not self.is_own


def offers(session: Session, *, desk: Desk, department: str, appointment: Appointment) -> tuple[Offer, ...]:
    """What is still to come and not cancelled; of every department where none is named."""
    fitting = [one for one in coming(desk) if department in ("", one.department)]
    return tuple(_offer(session, one, appointment=appointment) for one in fitting[:_MOST])


def coming(desk: Desk) -> Sequence[Sitting]:
    """Empty where there is no timetable."""
    if desk.timetable is None:
        return ()
    local = desk.clock.now().astimezone(desk.hospital.zone)
    today, hour = local.date(), f"{local:%H:%M}"
    found = desk.timetable.sittings(first=today, last=today + REACH)
    return [one for one in found if not one.cancelled and (one.on > today or one.ends > hour)]


def read_visit(desk: Desk, form: Form) -> Visit:
    """The half-day that was chosen, or what was written by hand. Raises SittingGone, FaultyForm."""
    chosen = form.get("sitting")
    if not chosen:
        return _written(desk, form)
    found = next((one for one in coming(desk) if one.id == chosen), None)
    if found is None:
        raise SittingGone
    return Visit(
        on=found.on,
        starts=found.starts,
        where=found.where,
        department=found.department,
        doctor=found.doctor,
        sitting_id=found.id,
        places=found.places,
    )


def places_of(desk: Desk) -> tuple[str, ...]:
    return (desk.hospital.name, *(branch.name for branch in desk.hospital.branches))


def _written(desk: Desk, form: Form) -> Visit:
    try:
        on = date.fromisoformat(form.text("on", most=LONGEST))
    except ValueError:
        raise BadVisit from None
    starts, where, department = (form.text(name, most=LONGEST) for name in ("starts", "where", "department"))
    known = {one.name for one in desk.hospital.departments}
    if not _HOUR.fullmatch(starts) or where not in places_of(desk) or department not in known:
        raise BadVisit
    doctor = form.maybe("doctor", most=LONGEST)
    return Visit(on=on, starts=starts, where=where, department=department, doctor=doctor)


def _offer(session: Session, sitting: Sitting, *, appointment: Appointment) -> Offer:
    is_own = appointment.sitting_id == sitting.id and appointment.confirmed_at is not None
    held = places_held(session, sitting_id=sitting.id) if sitting.places is not None else 0
    left = None if sitting.places is None else max(0, sitting.places - held)
    return Offer(sitting=sitting, left=left, is_own=is_own)
