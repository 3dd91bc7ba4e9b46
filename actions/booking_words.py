"""A booking read back to its caller: what was asked for, or what stands."""

from collections.abc import Mapping

from actions.tickets import WITHHELD
from actions.wording import wording
from hotline.appointments import AppointmentState, BookedVisit


def who_line(booking_for: str | None, patient_name: str | None) -> str:
    """For whom, and what he is called, as far as it was said."""
    lines = wording()
    if booking_for and patient_name:
        return lines.line("booking_who_named", booking_for=booking_for, patient_name=patient_name)
    return booking_for or patient_name or lines.lines[WITHHELD]


def asked_line(details: Mapping[str, str], *, patient_name: str | None) -> str:
    withheld = wording().lines[WITHHELD]
    return wording().line(
        "booking_told",
        who=who_line(details.get("booking_for"), patient_name),
        department=details.get("department", withheld),
        visit_day=details.get("visit_day", withheld),
    )


def visit_line(visit: BookedVisit) -> str:
    """Day, hour and place where it is settled, else as it was asked for."""
    if visit.state is AppointmentState.CONFIRMED and visit.on is not None:
        return wording().line(
            "booking_place",
            month=visit.on.month,
            day=visit.on.day,
            starts=visit.starts or "",
            department=visit.department or "",
            where=visit.where or "",
        )
    told = {"booking_for": visit.for_whom, "department": visit.department, "visit_day": visit.wish}
    return asked_line({name: value for name, value in told.items() if value}, patient_name=visit.patient_name)
