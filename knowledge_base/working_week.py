"""The hours departments work on a hospital's matters, as its profile gives them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from knowledge_base.rota import DAYS

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_TOP = ("usual", "departments")
_KEYS: Mapping[str, type] = {"hours": list, "make_up": int, "keeps_holidays": bool, "around_the_clock": bool}

Raw = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Hours of some weekdays (1 is Monday) without a break; times as "HH:MM", the end at most "24:00"."""

    weekdays: frozenset[int]
    starts: str
    ends: str


@dataclass(frozen=True, kw_only=True)
class WeekHours:
    """One week. `make_up` names the weekday whose hours a day worked in exchange for a holiday (调休) has.

    None: such a day is not worked. Where holidays are not kept, the week is the same all year.
    """

    hours: tuple[Hours, ...] = ()
    make_up: int | None = None
    keeps_holidays: bool = True
    around_the_clock: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkingWeeks:
    """`usual` is every department's that has none of its own, by name, in `departments`."""

    usual: WeekHours
    departments: Mapping[str, WeekHours] = field(default_factory=dict)


def read_working_weeks(raw: Raw) -> WorkingWeeks:
    own = raw.get("departments", {})
    return WorkingWeeks(
        usual=_week(raw["usual"]), departments={name: _week(row) for name, row in own.items()}
    )


def _week(row: Raw) -> WeekHours:
    hours = tuple(
        Hours(weekdays=frozenset(one["weekdays"]), starts=one["from"], ends=one["to"])
        for one in row.get("hours", [])
    )
    return WeekHours(**{**row, "hours": hours})


def working_week_faults(raw: Raw, *, departments: list[str]) -> Iterator[str]:
    """What is wrong with a profile's `working_week`."""
    for key in sorted(raw.keys() - set(_TOP)):
        yield f"working_week: unknown key {key!r}"
    own = raw.get("departments", {})
    if "usual" not in raw or not isinstance(own, dict):
        yield "working_week: it needs a usual week, and departments by name"
        return
    yield from _week_faults(raw["usual"], where="working_week usual")
    for name, row in own.items():
        if name not in departments:
            yield f"working_week: unknown department {name!r}"
        yield from _week_faults(row, where=f"working_week {name}")


def _week_faults(row: object, *, where: str) -> Iterator[str]:
    if not isinstance(row, dict):
        yield f"{where}: not a mapping"
        return
    faulty = list(_key_faults(row))
    if not faulty and bool(row.get("around_the_clock")) == bool(row.get("hours")):
        faulty = ["either hours or around_the_clock is given"]
    for fault in faulty or _hours_faults(row):
        yield f"{where}: {fault}"


def _key_faults(row: Raw) -> Iterator[str]:
    for key, value in row.items():
        kind = _KEYS.get(key)
        if kind is None:
            yield f"unknown key {key!r}"
        elif type(value) is not kind or (kind is int and value not in DAYS):
            yield f"{key} cannot be {value!r}"


def _hours_faults(row: Raw) -> Iterator[str]:
    hours = row.get("hours", [])
    faults = [fault for one in hours for fault in _span_faults(one)]
    yield from faults or _overlaps(hours)


def _span_faults(one: object) -> Iterator[str]:
    if not isinstance(one, dict) or set(one) != {"weekdays", "from", "to"}:
        yield f"hours have weekdays, from and to, not {one!r}"
    elif not (_is_time(one["from"]) and _is_time(one["to"]) and one["from"] < one["to"]):
        yield f"{one['from']} to {one['to']} is no span of one day"
    elif not _are_weekdays(one["weekdays"]):
        yield "weekdays are 1 to 7"


def _overlaps(hours: list[Raw]) -> Iterator[str]:
    for day in DAYS:
        spans = sorted((one["from"], one["to"]) for one in hours if day in one["weekdays"])
        for (_, ends), (starts, _) in pairwise(spans):
            if starts < ends:
                yield f"hours of weekday {day} overlap at {starts}"


def _is_time(text: object) -> bool:
    return isinstance(text, str) and _TIME.fullmatch(text) is not None


def _are_weekdays(days: object) -> bool:
    return isinstance(days, list) and bool(days) and all(day in DAYS for day in days)
