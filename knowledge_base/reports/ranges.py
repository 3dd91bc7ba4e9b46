"""How far a value is from normal, for the person it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["low", "normal", "high", "urgent", "emergency"]
Direction = Literal["low", "high"]
Groups = tuple[str, ...]
"""Whom the value belongs to, the most telling first: ('pregnant', 'women')."""

GROUPS = ("infants", "children", "pregnant", "elderly_men", "elderly_women", "men", "women")
BOUNDS = ("low", "high", "below")


def direction_of(level: Level) -> Direction | None:
    """Where a result in words has no number: what is not normal and not low is as if high."""
    return "low" if level == "low" else None if level == "normal" else "high"


@dataclass(frozen=True, kw_only=True)
class Band:
    """A stretch of numbers, `low` and `high` inside it, `below` just outside."""

    low: float | None = None
    high: float | None = None
    below: float | None = None

    def holds(self, value: float) -> bool:
        return not self.is_under(value) and not self.is_over(value)

    def is_under(self, value: float) -> bool:
        return self.low is not None and value < self.low

    def is_over(self, value: float) -> bool:
        over_below = self.below is not None and value >= self.below
        return over_below or (self.high is not None and value > self.high)


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """One band for everybody, or one for each group; with neither, nothing is out of it."""

    everybody: Band | None = None
    groups: Mapping[str, Band]

    def band(self, groups: Groups) -> Band:
        """The person's band; where only the sex is missing, the wider one."""
        for group in groups:
            if group in self.groups:
                return self.groups[group]
        if self.everybody is not None:
            return self.everybody
        elderly = any(group.startswith("elderly") for group in groups)
        both = [band for name in ("men", "women") if (band := self._sex(name, elderly=elderly))]
        return _wider(both) if both else Band()

    def _sex(self, name: str, *, elderly: bool) -> Band | None:
        return (self.groups.get(f"elderly_{name}") if elderly else None) or self.groups.get(name)

    def differ_by_sex(self, value: float) -> bool:
        men, women = self.groups.get("men"), self.groups.get("women")
        return bool(men and women) and men.holds(value) != women.holds(value)  # type: ignore[union-attr]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Normal, and from where on a value is urgent or an emergency."""

    normal: Ranges
    urgent: Ranges
    emergency: Ranges

    def level(self, value: float, *, groups: Groups) -> tuple[Level, Direction | None]:
        worse: tuple[tuple[Level, Ranges], ...] = (("emergency", self.emergency), ("urgent", self.urgent))
        for level, ranges in worse:
            band = ranges.band(groups)
            if band.low is not None and value <= band.low:
                return level, "low"
            if band.high is not None and value >= band.high:
                return level, "high"
        normal = self.normal.band(groups)
        if normal.is_under(value):
            return "low", "low"
        return ("high", "high") if normal.is_over(value) else ("normal", None)


def ranges_of(raw: Mapping[str, Any] | None) -> Ranges:
    """`{low: 1, high: 2, men: {…}}` as a file writes it."""
    written = raw or {}
    bounds = {key: float(value) for key, value in written.items() if key in BOUNDS}
    groups = {key: Band(**_floats(value)) for key, value in written.items() if key in GROUPS}
    return Ranges(everybody=Band(**bounds) if bounds else None, groups=groups)


def _floats(raw: Mapping[str, float]) -> dict[str, float]:
    return {key: float(value) for key, value in raw.items()}


def _wider(bands: list[Band]) -> Band:
    def widest(bounds: list[float | None], *, smallest: bool) -> float | None:
        known = [bound for bound in bounds if bound is not None]
        if len(known) < len(bounds):
            return None
        return min(known) if smallest else max(known)

    return Band(
        low=widest([band.low for band in bands], smallest=True),
        high=widest([band.high for band in bands], smallest=False),
        below=widest([band.below for band in bands], smallest=False),
    )
