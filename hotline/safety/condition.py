"""When a rule fires: findings together, alternatives, exceptions and readings beyond a threshold."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_THRESHOLD = re.compile(r"([a-z_0-9]+)(>=|<=|>|<)([0-9.]+)")
_NAME = re.compile(r"[a-z_0-9]+")
_PART = re.compile(r"([+-]?)\s*([^\s+-]+)\s*")

Readings = Mapping[str, Set[float]]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A reading beyond a limit, as `systolic>=180`."""

    measure: str
    comparison: str
    limit: float

    def holds(self, readings: Readings) -> bool:
        compare = _COMPARISONS[self.comparison]
        return any(compare(value, self.limit) for value in readings.get(self.measure, ()))


Term = str | Threshold


@dataclass(frozen=True, slots=True)
class Condition:
    """`chest_pain + sweat/pallor - chronic`: every group has a term that holds, no exception does."""

    groups: tuple[tuple[Term, ...], ...]
    exceptions: tuple[Term, ...]

    def holds(self, reported: Set[str], readings: Readings) -> bool:
        return self.is_told(reported, readings) and not any(
            _true(term, reported, readings) for term in self.exceptions
        )

    def is_told(self, reported: Set[str], readings: Readings) -> bool:
        """Whether every group holds, exceptions aside: where it does not, no part of it does."""
        return all(any(_true(term, reported, readings) for term in group) for group in self.groups)

    @property
    def opening(self) -> frozenset[str]:
        """The findings or measures of the narrowest group: without one of them it cannot hold."""
        narrowest = min(self.groups, key=len)
        return frozenset(term if isinstance(term, str) else term.measure for term in narrowest)

    def terms(self) -> set[Term]:
        return {term for group in (*self.groups, self.exceptions) for term in group}


def _true(term: Term, reported: Set[str], readings: Readings) -> bool:
    return term in reported if isinstance(term, str) else term.holds(readings)


def parse_condition(source: str) -> Condition:
    """Raises ValueError for a source it cannot read."""
    groups: list[tuple[Term, ...]] = []
    exceptions: list[Term] = []
    for place, (sign, part) in enumerate(_PART.findall(source)):
        if place and not sign:
            raise ValueError(f"{source!r} lacks + or - before {part!r}")
        terms = tuple(_term(word) for word in part.split("/"))
        if sign == "-":
            exceptions.extend(terms)
        else:
            groups.append(terms)
    if not groups:
        raise ValueError(f"{source!r} asks for nothing")
    return Condition(tuple(groups), tuple(exceptions))


def _term(word: str) -> Term:
    if threshold := _THRESHOLD.fullmatch(word):
        return Threshold(threshold[1], threshold[2], float(threshold[3]))
    if not _NAME.fullmatch(word):
        raise ValueError(f"{word!r} is neither a finding nor a threshold")
    return word
