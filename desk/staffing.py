"""One nurse more or fewer in some hours: what would change, in sentences."""

from dataclasses import dataclass
from datetime import timedelta

from desk.digest_words import percent, tell
from desk.forms import whole_number
from desk.remaining import brief_span
from desk.words import Words
from hotline.digest import Arrivals, Load, Overrun, enough_nurses, waiting

PATIENCE = timedelta(minutes=1)
MOST_NURSES = 20
_FIRST, _LAST, _NURSES = 19, 21, 1


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The hours `first` to `last`, and how many nurses sit there now; `is_odd`: something else was typed."""

    first: int = _FIRST
    last: int = _LAST
    nurses: int = _NURSES
    is_odd: bool = False

    @classmethod
    def read(cls, first: str, last: str, nurses: str) -> "Asked":
        """What makes no sense, such as a night over midnight, is as it stands in the empty form."""
        begins, ends = _number(first, _FIRST, most=23), _number(last, _LAST, most=24)
        number = max(1, _number(nurses, _NURSES, most=MOST_NURSES))
        if begins >= ends:
            begins, ends = _FIRST, _LAST
        pairs = ((first, begins), (last, ends), (nurses, number))
        is_odd = any(typed.strip() and whole_number(typed) != taken for typed, taken in pairs)
        return cls(first=begins, last=ends, nurses=number, is_odd=is_odd)


def staffing(arrivals: Arrivals, *, asked: Asked, words: Words) -> list[str]:
    """What was seen, then what it is like with as many nurses as now, and with one more."""
    load = arrivals.load
    if load is None:
        return [tell("staffing", "nobody")]
    came = tell(
        "staffing",
        "came",
        asked=arrivals.asked,
        an_hour=f"{load.an_hour:.1f}",
        handling=brief_span(load.handling, words=words),
    )
    sentences = [_with(load, nurses=asked.nurses + more, words=words) for more in (0, 1)]
    return [came, *sentences, tell("staffing", "formula")]


def _with(load: Load, *, nurses: int, words: Words) -> str:
    try:
        found = waiting(load, nurses=nurses, patience=PATIENCE)
    except Overrun:
        return tell("staffing", "overrun", nurses=nurses, enough=enough_nurses(load))
    return tell(
        "staffing",
        "waiting",
        nurses=nurses,
        waits=percent(found.waits),
        mean=brief_span(found.mean, words=words),
        within=percent(found.within),
        busy=percent(found.busy),
    )


def _number(typed: str, usual: int, *, most: int) -> int:
    number = whole_number(typed)
    return usual if number is None else min(number, most)
