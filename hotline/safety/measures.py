"""Numbers with their meaning: which value was read of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Measure:
    """A reading found by its name; values outside `lowest`–`highest` are something else."""

    name: str
    triggers: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    lowest: float
    highest: float
    scale: float = 1.0

    def values(self, text: str) -> set[float]:
        if not any(trigger in text for trigger in self.triggers):
            return set()
        read = {float(m[1]) * self.scale for pattern in self.patterns for m in pattern.finditer(text)}
        return {value for value in read if self.lowest <= value <= self.highest}


def read_measures(text: str, *, measures: Sequence[Measure]) -> Mapping[str, set[float]]:
    """All readings in a normalised text, by measure; several measures may share a name."""
    readings: dict[str, set[float]] = {}
    if not any(character.isdigit() for character in text):
        return readings
    for measure in measures:
        if values := measure.values(text):
            readings.setdefault(measure.name, set()).update(values)
    return readings
