"""Opens the villages beside the hospital's profile."""

import logging

from console.settings import Settings
from knowledge_base import Hospital, KnowledgeFaulty
from knowledge_base.townships import Townships, load_townships

log = logging.getLogger(__name__)


def open_townships(settings: Settings, *, hospital: Hospital) -> Townships:
    """Without villages where one has a fault, which `hotline kb check` names: doctors sit all the same."""
    try:
        return load_townships(settings.hospital, hospital=hospital)
    except KnowledgeFaulty as faulty:
        log.error("no village is known: %s", faulty.faults[0])  # noqa: TRY400 - the fault says it all
        return Townships(hospital)
