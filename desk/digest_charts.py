"""Bars whose figures stand beside them: what a chart shows, its table says."""

from collections.abc import Mapping, Sequence

from desk.digest_words import day_of, heads, weekday
from desk.papers import Bar, Bars, Hours, Shade, Shades
from desk.papers.paper import SHADES
from hotline.digest import Volume
from hotline.weeks import Week

_HEIGHT = 100
"""Units of the drawing that the longest bar takes."""


def bars(name: str, counts: Sequence[tuple[str, int]]) -> Bars:
    """`name` of its heads."""
    longest = max((count for _, count in counts), default=0) or 1
    label, count = heads(name)
    drawn = [Bar(label=one, count=many, size=round(_HEIGHT * many / longest)) for one, many in counts]
    return Bars(heads=(label, count), of=tuple(drawn))


def day_bars(volume: Volume, *, week: Week) -> Bars:
    return bars(
        "days",
        [
            (f"{weekday(day.isoweekday())} {day_of(day)}", volume.by_day.get(day.isoformat(), 0))
            for day in week.days
        ],
    )


def hours_of(by_weekday_hour: Mapping[tuple[int, int], int]) -> Hours:
    most = max(by_weekday_hour.values(), default=0) or 1
    rows = []
    for day in range(1, 8):
        counts = [by_weekday_hour.get((day, hour), 0) for hour in range(24)]
        cells = tuple(Shade(count=count, shade=-(-SHADES * count // most)) for count in counts)
        rows.append(Shades(label=weekday(day), cells=cells))
    return Hours(corner=heads("hours")[0], of=tuple(rows))
