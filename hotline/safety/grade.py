"""How soon somebody must act: three grades that can be compared."""

from __future__ import annotations

import enum


class TriageGrade(enum.StrEnum):
    """Ordered from least to most grave, so that `max` picks the graver."""

    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        return _RANKS[self.value]

    def __lt__(self, other: str) -> bool:
        return self.rank < TriageGrade(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= TriageGrade(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > TriageGrade(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= TriageGrade(other).rank


_RANKS = {"routine": 0, "urgent": 1, "emergency": 2}


def graver(first: TriageGrade, second: TriageGrade) -> TriageGrade:
    """The graver of two: the gate only ever raises."""
    return max(first, second)
