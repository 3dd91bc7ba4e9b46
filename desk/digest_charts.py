"""Bars whose figures stand beside them: what a chart shows, its table says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.digest_words import day_of, weekday
from hotline.digest import Volume
from hotline.weeks import Week

_HEIGHT = 100
"""Units of the drawing that the longest bar takes."""

_SHADES = 5


@dataclass(frozen=True, kw_only=True)
class Bar:
    """`size` from 0 to 100, the longest bar's being 100."""

    label: str
    count: int
    size: int


@dataclass(frozen=True, kw_only=True)
class HourRow:
    """One weekday: a count and a shade from 0 to 5 for every hour of the day."""

    label: str
    cells: tuple[tuple[int, int], ...]


def bars(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    longest = max((count for _, count in counts), default=0) or 1
    return [Bar(label=label, count=count, size=round(_HEIGHT * count / longest)) for label, count in counts]


def day_bars(volume: Volume, *, week: Week) -> list[Bar]:
    return bars(
        [
            (f"{weekday(day.isoweekday())} {day_of(day)}", volume.by_day.get(day.isoformat(), 0))
            for day in week.days
        ]
    )


def hour_rows(by_weekday_hour: Mapping[tuple[int, int], int]) -> list[HourRow]:
    most = max(by_weekday_hour.values(), default=0) or 1
    return [
        HourRow(
            label=weekday(day),
            cells=tuple(
                (count, -(-_SHADES * count // most))
                for hour in range(24)
                for count in [by_weekday_hour.get((day, hour), 0)]
            ),
        )
        for day in range(1, 8)
    ]
