"""Opens what answers questions about clinics: the profile, the villages beside it, the timetable."""

from console.knowledge import trouble
from console.settings import Settings
from knowledge_base import Hospital, KnowledgeFaulty
from knowledge_base.clinics import Clinics
from knowledge_base.sittings import Timetable
from knowledge_base.townships import Townships, load_townships


def open_clinics(settings: Settings, *, hospital: Hospital, timetable: Timetable) -> Clinics:
    """Raises `Trouble` with the first fault of the villages."""
    return Clinics(hospital, townships=read_townships(settings, hospital=hospital), timetable=timetable)


def read_townships(settings: Settings, *, hospital: Hospital) -> Townships:
    try:
        return load_townships(settings.hospital, hospital=hospital)
    except KnowledgeFaulty as faulty:
        raise trouble(faulty) from faulty
