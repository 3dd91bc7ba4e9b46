"""The profile's clinics, places and departments as the timetable takes them."""

from hotline.timetable import HalfDay, HospitalWeek, Named
from knowledge_base import Hospital


def hospital_week(hospital: Hospital) -> HospitalWeek:
    own = Named(name=hospital.name, aliases=(hospital.short_name,))
    branches = (Named(name=branch.name, aliases=branch.aliases) for branch in hospital.branches)
    return HospitalWeek(
        zone=hospital.zone,
        usual=tuple(
            HalfDay(
                weekday=clinic.weekday,
                starts=clinic.starts,
                ends=clinic.ends,
                where=clinic.where,
                department=clinic.department,
                doctor=clinic.doctor,
                visiting=clinic.visiting,
            )
            for clinic in hospital.timetable
        ),
        places=(own, *branches),
        departments=tuple(Named(name=one.name, aliases=one.aliases) for one in hospital.departments),
    )
