"""Opens what answers questions about clinics: the profile, the villages beside it, the timetable."""

import logging

from console.settings import Settings
from knowledge_base import Hospital, KnowledgeFaulty
from knowledge_base.clinics import Clinics
from knowledge_base.sittings import Timetable
from knowledge_base.townships import Townships, load_townships

log = logging.getLogger(__name__)


def open_clinics(settings: Settings, *, hospital: Hospital, timetable: Timetable) -> Clinics:
    return Clinics(hospital, townships=open_townships(settings, hospital=hospital), timetable=timetable)


def open_townships(settings: Settings, *, hospital: Hospital) -> Townships:
    """Without villages where one has a fault, which `hotline kb check` names: doctors sit all the same."""
    try:
        return load_townships(settings.hospital, hospital=hospital)
    except KnowledgeFaulty as faulty:
        log.error("no village is known: %s", faulty.faults[0])  # noqa: TRY400 - the fault says it all
        return Townships(hospital)
