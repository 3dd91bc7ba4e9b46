"""What we know: reviewed topics and services, and the search over them."""

from knowledge_base.entries import Entry, KnowledgeBase, Source, Topic
from knowledge_base.faults import CheckReport, Fault, KnowledgeFaulty
from knowledge_base.loading import check_knowledge, load_knowledge
from knowledge_base.profile import Hospital, load_hospital

__all__ = [
    "CheckReport",
    "Entry",
    "Fault",
    "Hospital",
    "KnowledgeBase",
    "KnowledgeFaulty",
    "Source",
    "Topic",
    "check_knowledge",
    "load_hospital",
    "load_knowledge",
]
