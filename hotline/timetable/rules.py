"""What may stand in a timetable."""

import re
from collections.abc import Iterable

from hotline.timetable.errors import (
    DoctorBlank,
    HoursBackwards,
    NoSuchDepartment,
    NoSuchPlace,
    NoSuchWeekday,
    PlacesImpossible,
    SittingTwice,
)
from hotline.timetable.sitting import HalfDay, HospitalWeek, Named

LONGEST_DOCTOR = 40
LONGEST_REASON = 60
MOST_PLACES = 500
WEEKDAYS = range(1, 8)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def check(half: HalfDay, *, hospital: HospitalWeek, beside: Iterable[HalfDay] = ()) -> None:
    """Raises TimetableRefused: by itself first, then among those it would stand `beside`."""
    if half.weekday not in WEEKDAYS:
        raise NoSuchWeekday(str(half.weekday), half=half)
    if half.where not in _names(hospital.places):
        raise NoSuchPlace(half.where, half=half)
    if half.department not in _names(hospital.departments):
        raise NoSuchDepartment(half.department, half=half)
    if not half.doctor.strip() or len(half.doctor) > LONGEST_DOCTOR:
        raise DoctorBlank(half.doctor, half=half)
    if not is_span(half.starts, half.ends):
        raise HoursBackwards(f"{half.starts}–{half.ends}", half=half)
    if half.places is not None and not 0 <= half.places <= MOST_PLACES:
        raise PlacesImpossible(str(half.places), half=half)
    if any(is_twice(half, other) for other in beside):
        raise SittingTwice(half.doctor, half=half)


def check_all(halves: Iterable[HalfDay], *, hospital: HospitalWeek) -> None:
    """Raises the first TimetableRefused."""
    earlier: list[HalfDay] = []
    for half in halves:
        check(half, hospital=hospital, beside=earlier)
        earlier.append(half)


def is_span(starts: str, ends: str) -> bool:
    return bool(_TIME.fullmatch(starts) and _TIME.fullmatch(ends) and starts < ends)


def is_twice(half: HalfDay, other: HalfDay) -> bool:
    return half.same_post == other.same_post and half.overlaps(other)


def is_elsewhere(half: HalfDay, other: HalfDay) -> bool:
    """The same name in two places at once: one doctor cannot, two of one name can."""
    return half.doctor == other.doctor and half.where != other.where and half.overlaps(other)


def _names(named: Iterable[Named]) -> frozenset[str]:
    return frozenset(one.name for one in named)
