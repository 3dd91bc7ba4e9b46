"""What is wrong with an indicator's numbers: ranges that cross, unknown units, grades without a level."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge_base.reports.ranges import BOUNDS, GROUPS

Raw = Mapping[str, Any]

KINDS = ("number", "pair", "grade", "class")
LEVELS = ("low", "normal", "high", "urgent", "emergency")
_PARTS = ("first", "second")
_SEVERITY = ("normal", "urgent", "emergency")


def value_faults(raw: Raw, *, units: frozenset[str]) -> Iterator[str]:
    yield from _unit_faults(raw, units=units)
    yield from _grade_faults(raw)
    if raw["kind"] in {"number", "pair"}:
        yield from _number_faults(raw)
    elif any(key in raw for key in (*_SEVERITY, "plausible")):
        yield f"a {raw['kind']} has grades and no ranges"


def range_shapes(raw: Raw) -> dict[str, dict[str, Any]]:
    """Normal, urgent and emergency of each part, groups and all: `{'first urgent pregnant': {…}}`."""
    shapes: dict[str, dict[str, Any]] = {}
    for severity in _SEVERITY:
        for where, written in _parts(raw, severity):
            base = {key: value for key, value in written.items() if key in BOUNDS}
            groups = {key: value for key, value in written.items() if key not in BOUNDS}
            shapes |= {f"{where}{severity}": base} if base else {}
            shapes |= {f"{where}{severity} {name}": band for name, band in groups.items()}
    return shapes


def _parts(raw: Raw, severity: str) -> Iterator[tuple[str, dict[str, Any]]]:
    written = raw.get(severity, {})
    if raw["kind"] != "pair":
        yield "", written
        return
    groups = {key: value for key, value in written.items() if key not in _PARTS}
    for part in _PARTS:
        own = {
            name: value[part] for name, value in groups.items() if isinstance(value, dict) and part in value
        }
        yield f"{part} ", {**written.get(part, {}), **own}


def _unit_faults(raw: Raw, *, units: frozenset[str]) -> Iterator[str]:
    if raw["kind"] in {"number", "pair", "class"} and not isinstance(raw.get("unit"), str):
        yield "unit must be a text, an empty one where there is none"
    named = [raw.get("unit", ""), *(unit.get("unit") for unit in raw.get("units", ()))]
    for unit in named:
        if unit and unit not in units:
            yield f"unknown unit {unit!r}"
    for unit in raw.get("units", ()):
        if not unit.keys() <= {"unit", "factor", "offset"} or not _positive(unit.get("factor")):
            yield f"unit {unit.get('unit')!r} needs a factor above zero"


def _grade_faults(raw: Raw) -> Iterator[str]:
    if raw["kind"] in {"grade", "class"} and not raw.get("grades"):
        yield "grades must name at least one grade"
    seen: set[str] = set()
    for level, grades in raw.get("grades", {}).items():
        if level not in LEVELS:
            yield f"unknown level {level!r}"
        for grade in grades:
            if not isinstance(grade, str):
                yield f"grade {grade!r} must be a text (a number needs quotation marks)"
            elif grade in seen:
                yield f"grade {grade!r} stands at two levels"
            seen.add(str(grade))


def _number_faults(raw: Raw) -> Iterator[str]:
    if "plausible" not in raw or "normal" not in raw:
        yield "plausible and normal must be given"
        return
    shapes = range_shapes(raw)
    odd = [
        f"{name} must have numbers under low, high or below"
        for name, band in shapes.items()
        if not _is_band(band)
    ]
    odd += [f"unknown group in {name!r}" for name in shapes if name.split()[-1] not in (*_SEVERITY, *GROUPS)]
    yield from odd
    if not odd:
        for part in (f"{part} " for part in _PARTS) if raw["kind"] == "pair" else ("",):
            yield from _order_faults(raw, shapes, part=part)


def _order_faults(raw: Raw, shapes: Mapping[str, Mapping[str, float]], *, part: str) -> Iterator[str]:
    """Normal lies inside urgent, urgent inside emergency, all inside what is plausible."""
    plausible = raw["plausible"][part.strip()] if part else raw["plausible"]
    if not (isinstance(plausible, list) and len(plausible) == 2 and plausible[0] < plausible[1]):  # noqa: PLR2004
        yield "plausible must be two numbers, the lower first"
        return
    for group in ("", *(f" {group}" for group in GROUPS)):
        bands = [shapes.get(f"{part}{s}{group}", shapes.get(f"{part}{s}", {})) for s in reversed(_SEVERITY)]
        lows = [band["low"] for band in bands if "low" in band]
        highs = [band[key] for band in reversed(bands) for key in ("high", "below") if key in band]
        for bounds in ([plausible[0], *lows], [*highs, plausible[1]]):
            if bounds != sorted(bounds):
                yield f"{part}{group.strip() or 'everybody'}: the bounds {bounds} are out of order"


def _is_band(band: object) -> bool:
    return (
        isinstance(band, dict)
        and bool(band)
        and all(
            key in BOUNDS and isinstance(value, int | float) and not isinstance(value, bool)
            for key, value in band.items()
        )
    )


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
