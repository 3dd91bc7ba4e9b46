"""A number as written turned into the usual unit, which is guessed where nobody said it."""

from dataclasses import dataclass

from knowledge_base.reports.indicators import Indicator, Unit
from knowledge_base.reports.tokens import Number

_DECIMALS = ((100.0, 1), (10.0, 1), (0.1, 2))
_FINEST = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in the indicator's own unit; `given` and `given_unit` where it was converted."""

    value: float
    given: float
    given_unit: str | None


def measure(number: Number, indicator: Indicator, *, near: bool, negative: bool = False) -> Measured | None:
    """None where the number cannot be this indicator's. Another unit is guessed only for a near number."""
    value = -number.value if negative else number.value
    if number.units is None or indicator.unit in number.units:
        if indicator.plausible[0].holds(value):
            return Measured(value, value, None)
        if number.units is not None and len(number.units) == 1:
            return None
    guessed = [unit for unit in indicator.units if number.units is None or unit.unit in number.units]
    if number.units is None and not near:
        return None
    return next((found for unit in guessed if (found := _converted(value, indicator, unit=unit))), None)


def _converted(value: float, indicator: Indicator, *, unit: Unit) -> Measured | None:
    converted = value * unit.factor + unit.offset
    if not indicator.plausible[0].holds(converted):
        return None
    return Measured(rounded(converted), value, unit.unit)


def rounded(value: float) -> float:
    """As many decimals as a report prints."""
    for least, decimals in _DECIMALS:
        if abs(value) >= least:
            return round(value, decimals)
    return round(value, _FINEST)


def written(value: float) -> str:
    """7.2, 160, -2.8; never 7.0e0."""
    return f"{value:.10f}".rstrip("0").rstrip(".")
