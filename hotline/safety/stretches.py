"""A long story is judged stretch by stretch: what stands far apart is not of one person and one hour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotline.safety.context import Heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLAUSE_END = re.compile(r"[,。?]")
# Characters: a message this short is of one matter; the findings of one matter stand this near.
_SHORT = 45
_NEAR = 70
# What belongs to "now" follows it at once: 现在能吃能睡, 今天来取报告.
_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class Stretches:
    """Cuts a long message; of one that asks for something everyday only what is told of now counts."""

    marks: Mapping[str, re.Pattern[str]]

    def of(self, heard: Heard) -> list[Heard]:
        """Each stretch of near clauses that counts, and the sentences in it."""
        stretches = [_part(heard, start, end) for start, end in _runs(heard.spoken)]
        if self.marks["pressing"].search(heard.happening) or not self._everyday(heard.spoken):
            told = stretches
        else:
            told = [stretch for stretch in stretches if self._of_now(stretch.happening)]
        return list(dict.fromkeys(part for stretch in told for part in (stretch, *stretch.sentences())))

    def is_long(self, text: str) -> bool:
        return len(text) > _SHORT

    def _everyday(self, text: str) -> bool:
        return any(self.marks[name].search(text) for name in ("service", "ticket", "well"))

    def _of_now(self, text: str) -> bool:
        return any(self._troubled(text, now.end()) for now in self.marks["now_told"].finditer(text))

    def _troubled(self, text: str, start: int) -> bool:
        clause = _CLAUSE_END.search(text, start, start + _AT_ONCE)
        end = clause.start() if clause else start + _AT_ONCE
        return not any(self.marks[name].search(text, start, end) for name in ("service", "well"))


def _part(heard: Heard, start: int, end: int) -> Heard:
    return Heard(heard.spoken[start:end], heard.happening[start:end])


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The longest runs of whole clauses that are near each other, none inside another."""
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(text))]
    cuts += [len(text)] if cuts[-1] < len(text) else []
    reached = 0
    for place, start in enumerate(cuts[:-1]):
        end = max((cut for cut in cuts[place + 1 :] if cut - start <= _NEAR), default=cuts[place + 1])
        if end > reached:
            reached = end
            yield start, end
