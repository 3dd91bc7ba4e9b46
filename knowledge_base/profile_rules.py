"""Every rule a hospital's profile must keep."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge_base.faults import Fault
from knowledge_base.local_values import local_value_faults
from knowledge_base.rota import DAYS, Rota, Shift
from knowledge_base.working_week import working_week_faults

KEYS: Mapping[str, type] = {
    "name": str,
    "short_name": str,
    "zone": str,
    "sample": bool,
    "lines": dict,
    "placeholders": dict,
    "departments": list,
    "branches": list,
    "clinics": list,
    "duty": dict,
    "green_channel": list,
}
ROWS: Mapping[str, Mapping[str, Any]] = {
    "departments": {"id": str, "name": str, "aliases": list, "where": str, "hours": str, "treats": list},
    "branches": {
        "id": str,
        "name": str,
        "aliases": list,
        "address": str,
        "hours": str,
        "line": str,
        "departments": list,
    },
    "clinics": {
        "where": str,
        "department": str,
        "weekday": int,
        "from": str,
        "to": str,
        "doctor": str,
        "visiting": bool,
    },
    "green_channel": {"name": str, "line": str, "by": list, "wait": int},
}
SHORTEST_NUMBER = 5
WAITS = range(15, 601)
ROUNDS = range(1, 11)
USUAL_ROUNDS = 3
USUAL_PACE = 180
"""Seconds between two rings of the last on the list, once all were rung in vain."""

MAY_LEAVE_OUT = ("working_week", "green_channel_unanswered", "site", "local_values")
POINT = {"latitude": float, "longitude": float}
SITE = {"address": str, "hours": str, "line": str, **POINT}
LATITUDES = (3.0, 54.0)
LONGITUDES = (73.0, 136.0)
"""Of China: whoever confuses the two is told so."""
UNANSWERED = {"rounds": int, "then_every": int}
RUNG_BY = ("desk", "call", "sms")

LINE = {"name": str, "number": str, "hours": str}
CONTACT = {"name": str, "line": str}
SHIFT = {"name": str, "weekdays": list, "from": str, "to": str}
ACCOUNT = {"username": str}
"""What a row of the duty list may say besides: the account at the desk."""

NOTHING_MORE: Mapping[str, type] = {}
MAY: Mapping[str, Mapping[str, type]] = {"branches": POINT}
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")

Raw = Mapping[str, Any]
_SAID_TO_EVERYBODY = ("hotline", "emergency_line")
"""Without these numbers nobody is told whom to ring, in danger either."""


def profile_faults(raw: Raw, *, file: str) -> Iterator[Fault]:
    """First whether every key has its kind of value; only then whether the values agree with each other."""
    needed = {key: value for key, value in raw.items() if key not in MAY_LEAVE_OUT}
    shape = list(_shape_faults(needed))
    besides = (_week_faults, _unanswered_faults, _site_faults, _local_faults)
    for said in shape or (*_sense_faults(needed), *(one for faults in besides for one in faults(raw))):
        yield Fault(file=file, fault=said)


def _week_faults(raw: Raw) -> Iterator[str]:
    """A hospital may leave its working week out."""
    week = raw.get("working_week", {"usual": {"around_the_clock": True}})
    if isinstance(week, dict):
        yield from working_week_faults(week, departments=[row["name"] for row in raw["departments"]])
    else:
        yield f"working_week must be of kind dict, not {week!r}"


def _local_faults(raw: Raw) -> Iterator[str]:
    yield from local_value_faults(raw.get("local_values", {}), lines=raw["lines"])


def _shape_faults(raw: Raw) -> Iterator[str]:
    yield from _kind_faults(raw, KEYS, where="")
    for name, kinds in ROWS.items():
        yield from _rows_faults(raw.get(name), kinds, may=MAY.get(name, NOTHING_MORE), where=name)
    yield from _rows_faults(list(_values(raw.get("lines"))), LINE, where="lines")
    duty = raw.get("duty")
    if isinstance(duty, dict):
        yield from _rows_faults(duty.get("first_contacts"), SHIFT, may=ACCOUNT, where="duty.first_contacts")
        yield from _rows_faults([duty.get("manager")], CONTACT, may=ACCOUNT, where="duty.manager")
        yield from _rows_faults(duty.get("emergency_department"), CONTACT, where="duty.emergency_department")


def _kind_faults(raw: Raw, kinds: Mapping[str, type], *, where: str) -> Iterator[str]:
    for key in sorted(raw.keys() - kinds.keys()):
        yield f"{where}unknown key {key!r}"
    for key, kind in kinds.items():
        if key not in raw:
            yield f"{where}key {key!r} is missing"
        elif not isinstance(raw[key], kind) or (kind is int and isinstance(raw[key], bool)):
            yield f"{where}{key} must be of kind {kind.__name__}, not {raw[key]!r}"


def _rows_faults(
    rows: object, kinds: Mapping[str, type], *, where: str, may: Mapping[str, type] = NOTHING_MORE
) -> Iterator[str]:
    if not isinstance(rows, list):
        yield f"{where} must be a list"
        return
    for at, row in enumerate(rows, start=1):
        if isinstance(row, dict):
            told = {key: kind for key, kind in may.items() if key in row}
            yield from _kind_faults(row, {**kinds, **told}, where=f"{where} {row.get('name', at)}: ")
        else:
            yield f"{where} {at}: not a mapping"


def _sense_faults(raw: Raw) -> Iterator[str]:
    departments = [row["name"] for row in raw["departments"]]
    places = [raw["name"], *(row["name"] for row in raw["branches"])]
    for name in sorted({name for name in departments + places if (departments + places).count(name) > 1}):
        yield f"{name} is named twice"
    for branch in raw["branches"]:
        for name in branch["departments"]:
            if name not in departments:
                yield f"branches {branch['name']}: unknown department {name!r}"
        yield from _point_faults(branch, where=f"branches {branch['name']}")
    for clinic in raw["clinics"]:
        yield from _clinic_faults(clinic, departments=departments, places=places)
    yield from _placeholder_faults(raw["placeholders"])
    yield from _zone_faults(raw["zone"])
    yield from _duty_faults(raw["duty"])
    yield from _green_channel_faults(raw["green_channel"])


def _clinic_faults(clinic: Raw, *, departments: list[str], places: list[str]) -> Iterator[str]:
    where = f"clinics {clinic['doctor']}"
    if clinic["department"] not in departments:
        yield f"{where}: unknown department {clinic['department']!r}"
    if clinic["where"] not in places:
        yield f"{where}: unknown place {clinic['where']!r}"
    if clinic["weekday"] not in DAYS:
        yield f"{where}: weekday {clinic['weekday']} is not 1 to 7"
    yield from _hours_faults(clinic, where=where)


def _hours_faults(row: Raw, *, where: str) -> Iterator[str]:
    if not (_TIME.fullmatch(row["from"]) and _TIME.fullmatch(row["to"]) and row["from"] < row["to"]):
        yield f"{where}: {row['from']} to {row['to']} is no span of one day"


def _placeholder_faults(placeholders: Raw) -> Iterator[str]:
    for name in _SAID_TO_EVERYBODY:
        if name not in placeholders:
            yield f"placeholders: {name} is missing"
    for name, value in placeholders.items():
        if not isinstance(value, str) or not value:
            yield f"placeholders: {name} must be a text"


def _zone_faults(zone: str) -> Iterator[str]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield f"unknown zone {zone!r}"


def _duty_faults(duty: Raw) -> Iterator[str]:
    shifts = duty["first_contacts"]
    for row in shifts:
        yield from _hours_faults(row, where=f"duty {row['name']}")
        if not all(day in DAYS for day in row["weekdays"]):
            yield f"duty {row['name']}: weekdays are 1 to 7"
    rota = Rota(
        tuple(
            Shift(name=row["name"], weekdays=frozenset(row["weekdays"]), starts=row["from"], ends=row["to"])
            for row in shifts
        )
    )
    for day, hour in rota.holes():
        yield f"duty: nobody on weekday {day} at {hour:02}:00"


def _green_channel_faults(rungs: list[Raw]) -> Iterator[str]:
    if not rungs:
        yield "green_channel: nobody is rung for an emergency"
    elif "desk" not in rungs[0]["by"]:
        yield "green_channel: the first on the list is rung on the desk too"
    for row in rungs:
        where = f"green_channel {row['name']}"
        if not row["by"] or not set(row["by"]) <= set(RUNG_BY):
            yield f"{where}: by is a list of {', '.join(RUNG_BY)}"
        if not sum(letter.isdigit() for letter in row["line"]) >= SHORTEST_NUMBER:
            yield f"{where}: line {row['line']!r} is no telephone number"
        if row["wait"] not in WAITS:
            yield f"{where}: wait is {WAITS.start} to {WAITS.stop - 1} seconds"


def _unanswered_faults(raw: Raw) -> Iterator[str]:
    """A hospital may leave out after how many rounds nobody is said to have answered."""
    row = raw.get("green_channel_unanswered", {"rounds": USUAL_ROUNDS, "then_every": USUAL_PACE})
    where = "green_channel_unanswered"
    if not isinstance(row, dict):
        yield f"{where} must be of kind dict, not {row!r}"
    elif wrong := list(_kind_faults(row, UNANSWERED, where=f"{where}: ")):
        yield from wrong
    elif row["rounds"] not in ROUNDS or row["then_every"] not in WAITS:
        every = f"then_every {WAITS.start} to {WAITS.stop - 1} seconds"
        yield f"{where}: rounds is 1 to {ROUNDS.stop - 1}, {every}"


def _site_faults(raw: Raw) -> Iterator[str]:
    """A hospital may leave out where it is."""
    row = raw.get("site")
    if row is None and "site" not in raw:
        return
    if not isinstance(row, dict):
        yield f"site must be of kind dict, not {row!r}"
    elif wrong := list(_kind_faults(row, SITE, where="site: ")):
        yield from wrong
    else:
        yield from _point_faults(row, where="site")


def _point_faults(row: Raw, *, where: str) -> Iterator[str]:
    told = [key for key in POINT if key in row]
    if len(told) == 1:
        yield f"{where}: {told[0]} stands alone; a point needs latitude and longitude"
    elif told and not (_within(row["latitude"], LATITUDES) and _within(row["longitude"], LONGITUDES)):
        yield f"{where}: {row['latitude']}, {row['longitude']} is not in China; latitude comes first"


def _within(value: float, span: tuple[float, float]) -> bool:
    return span[0] <= value <= span[1]


def _values(value: object) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else []
