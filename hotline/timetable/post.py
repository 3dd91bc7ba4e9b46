"""The week's post for the official account: who comes, where, and how to book."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from hotline.timetable.sitting import Named, Sitting
from hotline.weeks import Week

_FILE = Path(__file__).with_name("post.yml")


def weekly_post(
    sittings: Sequence[Sitting], *, week: Week, places: Sequence[Named], facts: Mapping[str, str]
) -> str:
    """Visiting specialists first, then place by place in the order of `places`, leaves last.

    `facts`: hospital, hotline, emergency_line.
    """
    kept = [one for one in sittings if not one.cancelled]
    title = _say("title", hospital=facts["hospital"], first=_day(week.first), last=_day(week.last))
    parts = [title, *_sittings(kept, places=places), *_leaves(sittings)]
    if not kept:
        parts.append(_say("empty"))
    closing = [_say(name, **facts) for name in ("booking", "changes", "emergency")]
    return "\n\n".join([*parts, "\n".join(closing)]) + "\n"


def _sittings(kept: Sequence[Sitting], *, places: Sequence[Named]) -> Iterator[str]:
    if visiting := [_row("visiting_row", one) for one in kept if one.visiting]:
        yield "\n".join([_say("visiting"), *visiting])
    for place in places:
        rows = [_row("row", one) for one in kept if one.where == place.name and not one.visiting]
        if rows:
            yield "\n".join([_say("place", where=place.name), *rows])


def _leaves(sittings: Sequence[Sitting]) -> Iterator[str]:
    if rows := [_row("cancelled_row", one) for one in sittings if one.cancelled]:
        yield "\n".join([_say("cancelled"), *rows])


def _row(name: str, one: Sitting) -> str:
    places = "" if one.places is None else _say("places", places=one.places)
    return _say(
        name,
        day=_day(one.on),
        weekday=_words()["weekdays"][one.on.isoweekday() - 1],
        starts=one.starts,
        ends=one.ends,
        where=one.where,
        department=one.department,
        doctor=one.doctor,
        places=places,
        reason=one.reason or "",
    )


def _day(on: date) -> str:
    return _say("day", month=on.month, day=on.day)


def _say(name: str, **facts: object) -> str:
    return str(_words()[name]).format(**facts)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words
