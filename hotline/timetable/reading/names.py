"""The hospital's places and departments as a roster writes them, and what was probably meant."""

from collections.abc import Sequence
from difflib import get_close_matches

from hotline.timetable.reading.cells import plain
from hotline.timetable.sitting import Named

_LIKE_ENOUGH = 0.5


def find_name(said: str, among: Sequence[Named]) -> str | None:
    """By its name or exactly by another of its names."""
    wanted = plain(said)
    for one in among:
        if wanted in {plain(name) for name in (one.name, *one.aliases)}:
            return one.name
    return None


def probably(said: str, among: Sequence[Named]) -> str | None:
    """The nearest, where one is near: 心内 is the beginning of 心内科."""
    wanted = plain(said)
    known = {plain(name): one.name for one in among for name in (one.name, *one.aliases)}
    inside = [name for name in known if wanted and (wanted in name or name in wanted)]
    if inside:
        return known[min(inside, key=lambda name: abs(len(name) - len(wanted)))]
    near = get_close_matches(wanted, known, n=1, cutoff=_LIKE_ENOUGH)
    return known[near[0]] if near else None
