"""How old somebody is, as told: from a year to a year, for few say it exactly."""

import re

from knowledge_base.asker.language import language
from knowledge_base.reports.numerals import number_of

Years = tuple[int, int]
_OLDEST = 110
_LONE = 10
"""Years below this are told with the word for years: 她3, is no age."""
_ABOUT = re.compile("(?:一二|二三|两三|三四|四五|五六|六七|七八|八九)十$")
_NEARLY, _MORE, _FEW = 4, 9, 3


def years_told(about: str) -> Years | None:
    """`about` is a message in plain spelling, without asides; several ages reach from first to last."""
    spoken = language()
    for pattern in spoken.other_ages:
        about = pattern.sub("", about)
    if any(pattern.search(about) for pattern in spoken.months):
        return 0, 1
    told = [
        years for pattern in spoken.years for found in pattern.finditer(about) if (years := _years(found))
    ]
    if told:
        return min(low for low, _ in told), max(high for _, high in told)
    return next((years for pattern, years in spoken.groups if pattern.search(about)), None)


def _years(found: re.Match[str]) -> Years | None:
    number = int(number_of(found["n"]))
    is_lone = number < _LONE and not found[0].endswith("岁")
    if number > _OLDEST or is_lone:
        return None
    if found["nearly"]:
        return max(0, number - _NEARLY), max(0, number - 1)
    if found["more"]:
        few = found["more"] == "出头"
        return number, number + (_FEW if few else _MORE)
    return (number - 10, number + _MORE) if _ABOUT.search(found["n"]) else (number, number)
