"""Opens what we know: strictly for the operator's commands, forgivingly for the process that answers callers."""

import logging

from console.paths import KNOWLEDGE
from console.settings import Settings
from console.words import Trouble
from knowledge_base import Hospital, KnowledgeBase, KnowledgeFaulty, load_hospital, load_knowledge

log = logging.getLogger(__name__)


def read_hospital(settings: Settings) -> Hospital:
    """Raises `Trouble` with the first fault of the profile."""
    try:
        return load_hospital(settings.hospital)
    except KnowledgeFaulty as faulty:
        raise _trouble(faulty) from faulty


def read_knowledge(*, hospital: Hospital) -> KnowledgeBase:
    """Raises `Trouble` with the first fault of the knowledge base."""
    try:
        return load_knowledge(KNOWLEDGE, hospital=hospital)
    except KnowledgeFaulty as faulty:
        raise _trouble(faulty) from faulty


def _trouble(faulty: KnowledgeFaulty) -> Trouble:
    first = faulty.faults[0]
    place = f"{first.file}, {first.entry}" if first.entry else first.file
    return Trouble("knowledge_faults", count=len(faulty.faults), first=f"{place}: {first.fault}")
