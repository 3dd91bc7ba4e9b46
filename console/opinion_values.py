"""Figures of a report as callers tell them, none of them to be seen today: lessons made of the indicators."""

from collections.abc import Iterator
from itertools import chain, cycle

from knowledge_base.reports.indicators import Indicator, Indicators

_CALM = {"normal", "low", "high"}
_PRESSURES = ("118/76", "132/84", "146/92", "152/88", "158/96", "104/64", "138/90")
_WAYS = (
    "{one}",
    "{one}，{two}",
    "{one}要紧吗",
    "化验单上{one}，{two}，{three}",
    "{one}，别的正常",
    "我妈{one}",
    "{one}高不高",
    "体检{one}，{two}",
    "{one}，要不要吃药",
    "报告出来了，{one}",
    "{one}，比上次好一点",
)


def calm_values(indicators: Indicators) -> Iterator[str]:
    """The same messages in the same order for the same indicators."""
    told = [
        f"{name}{value}"
        for one in indicators
        for name, value in zip(cycle((one.said, *one.names[:3])), _values(one), strict=False)
    ]
    ways, count = cycle(_WAYS), len(told)
    for place, one in enumerate(told):
        two, three = told[(place + count // 3) % count], told[(place + count // 2) % count]
        yield next(ways).format(one=one, two=two, three=three)


def _values(indicator: Indicator) -> Iterator[str]:
    """About its normal band, as far as nobody would be sent to a doctor today."""
    if indicator.kind == "pair":
        yield from _PRESSURES
    if indicator.kind != "number":
        return
    limits = indicator.limits[0]
    band = limits.normal.band(())
    above = (band.high * part for part in (0.9, 1.05, 1.2, 1.4)) if band.high else ()
    below = (band.low * part for part in (0.8, 0.95, 1.1)) if band.low else ()
    for value in dict.fromkeys(f"{value:.3g}" for value in chain(above, below)):
        if limits.level(float(value), groups=())[0] in _CALM:
            yield value
