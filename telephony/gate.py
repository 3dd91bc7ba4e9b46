"""What a message is screened by: its words first, then the values of a report told in it."""

import logging

from hotline.safety import Screening, TriageGrade, raised, screen
from knowledge_base.search.searching import KnowledgeSearch

log = logging.getLogger(__name__)

# The rule that speaks for a value of this level, gravest first.
_RULES = {"emergency": "critical_value", "urgent": "lab_today"}


class Gate:
    """Values only raise a verdict; where they cannot be read the words alone decide."""

    def __init__(self, search: KnowledgeSearch) -> None:
        self._search = search

    def screen(self, text: str) -> Screening:
        screening = screen(text)
        if screening.grade is TriageGrade.EMERGENCY:
            return screening
        levels = self._levels(text)
        rule = next((rule for level, rule in _RULES.items() if level in levels), None)
        return raised(screening, rule=rule) if rule else screening

    def _levels(self, text: str) -> set[str]:
        try:
            return {told.reading.level for told in self._search.read(text)}
        except Exception:
            # The gate's edge: whatever the knowledge base does, what the words said still holds.
            log.exception("the values of a message could not be read")
            return set()
