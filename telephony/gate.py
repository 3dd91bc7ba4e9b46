"""What a message is screened by: its words, the values of a report told in it, and a second opinion."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace

from hotline.safety import Screening, TriageGrade, raised, screen
from hotline.safety.empty import is_empty
from hotline.safety.opinion import Opinion
from knowledge_base.search.searching import KnowledgeSearch

log = logging.getLogger(__name__)

GiveOpinion = Callable[[str], Opinion | None]

# The rule that speaks for a value of this level, gravest first.
_RULES = {"emergency": "critical_value", "urgent": "lab_today"}
# The rule that speaks for an opinion of this grade.
_TOLD = {TriageGrade.EMERGENCY: "danger_told", TriageGrade.URGENT: "seen_today"}


# A name with its figure, and no room for a complaint beside them.
_FIGURE = re.compile(
    r"[^\d痛疼闷晕喘吐昏麻抽胀烧慌肿咳]{1,10}\d[\d.,/]*[^\d\u4e00-\u9fff]{0,8}(?:左右|正常|偏[高低]|高不高|要紧[吗不])?"
)
_CLAUSE = re.compile(r"[，,。;；、\s]+")


def no_opinion(_text: str) -> Opinion | None:
    """Where no sentence model is loaded."""
    return None


class Gate:
    """Values and opinions only raise a verdict; where they cannot be had the words alone decide."""

    def __init__(self, search: KnowledgeSearch, *, opinion: GiveOpinion = no_opinion) -> None:
        self._search = search
        self._opinion = opinion

    def screen(self, text: str) -> Screening:
        """By words and values: at once, whatever else is broken or slow."""
        screening = screen(text)
        return screening if screening.grade is TriageGrade.EMERGENCY else self._by_values(screening, text)

    def reconsider(self, screening: Screening, text: str) -> Screening:
        """With the second opinion, which takes a sentence model some ten milliseconds."""
        if screening.grade is TriageGrade.EMERGENCY or self._tells_only_values(text):
            return screening
        opinion = self._given(text)
        if opinion is None:
            return screening
        if opinion.grade > screening.grade:
            screening = raised(screening, rule=_TOLD[opinion.grade])
        return replace(screening, asks=opinion.asks and not is_empty(text))

    def _by_values(self, screening: Screening, text: str) -> Screening:
        levels = self._levels(text)
        rule = next((rule for level, rule in _RULES.items() if level in levels), None)
        return raised(screening, rule=rule) if rule else screening

    def _tells_only_values(self, text: str) -> bool:
        """A line of a report is judged by its values: an opinion of bare figures is none."""
        clauses = [clause for clause in _CLAUSE.split(text.strip()) if clause]
        return bool(clauses) and all(_FIGURE.fullmatch(one) and self._levels(one) for one in clauses)

    def _levels(self, text: str) -> set[str]:
        try:
            return {told.reading.level for told in self._search.read(text)}
        except Exception:
            # The gate's edge: whatever the knowledge base does, what the words said still holds.
            log.exception("the values of a message could not be read")
            return set()

    def _given(self, text: str) -> Opinion | None:
        try:
            return self._opinion(text)
        except Exception:
            # The gate's edge again: a broken model must not cost the caller what the rules found.
            log.exception("no second opinion on a message")
            return None
