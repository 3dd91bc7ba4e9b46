"""The sample profile's clinics as a timetable."""

from console.knowledge import read_hospital
from console.settings import Settings
from console.timetable import hospital_week


def test_every_clinic_of_the_profile_stands_in_the_usual_week() -> None:
    hospital = read_hospital(Settings())
    week = hospital_week(hospital)
    assert len(week.usual) == len(hospital.timetable)
    assert {half.where for half in week.usual} <= {place.name for place in week.places}
    assert {half.department for half in week.usual} <= {one.name for one in week.departments}
