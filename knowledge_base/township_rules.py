"""Every rule the list of villages must keep."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge_base.places import Place, Point

PLAIN = "plain"
USUAL_ROADS: Mapping[str, float] = {PLAIN: 1.3, "hill": 1.6, "mountain": 2.0}
"""How much longer than a straight line: our own rough figures."""
FARTHEST = 40.0
"""Kilometres from a village to its township's branch: beyond, a coordinate is mistyped."""
_KINDS: Mapping[str, type] = {
    "name": str,
    "aliases": list,
    "township": str,
    "latitude": float,
    "longitude": float,
    "road": str,
}

Raw = Mapping[str, Any]
Said = tuple[str, str]
"""The village or township, and what is wrong with it."""


def village_faults(raw: Raw, *, branches: Mapping[str, Place | None], site: Place | None) -> Iterator[Said]:
    """First whether everything has its kind of value; only then whether it is near where it belongs."""
    shape = list(_shape_faults(raw))
    yield from shape or _sense_faults(raw, branches=branches, site=site)


def _shape_faults(raw: Raw) -> Iterator[Said]:
    for key in sorted(raw.keys() - {"roads", "townships", "villages"}):
        yield "", f"unknown key {key!r}"
    roads = raw.get("roads", USUAL_ROADS)
    if not isinstance(roads, Mapping) or not all(isinstance(one, int | float) for one in roads.values()):
        yield "", "roads must be a mapping of numbers"
    elif PLAIN not in roads:
        yield "", f"roads: key {PLAIN!r} is missing"
    for row in _rows(raw.get("townships")):
        if not isinstance(row, Mapping) or not isinstance(row.get("name"), str):
            yield "", f"townships: {row!r} is not a township with a name"
        elif more := sorted(row.keys() - {"name", "branch"}):
            yield row["name"], f"unknown key {more[0]!r}"
    for row in _rows(raw.get("villages")):
        yield from _village_shape(row)
    for key in ("townships", "villages"):
        if not isinstance(raw.get(key), list):
            yield "", f"{key} must be a list"


def _village_shape(row: object) -> Iterator[Said]:
    if not isinstance(row, Mapping):
        yield "", f"villages: {row!r} is not a mapping"
        return
    name = str(row.get("name"))
    for key in sorted(row.keys() - _KINDS.keys()):
        yield name, f"unknown key {key!r}"
    for key, kind in _KINDS.items():
        if key not in row:
            yield name, f"key {key!r} is missing"
        elif not isinstance(row[key], kind):
            yield name, f"{key} must be of kind {kind.__name__}, not {row[key]!r}"


def _sense_faults(raw: Raw, *, branches: Mapping[str, Place | None], site: Place | None) -> Iterator[Said]:
    stands: dict[str, Place | None] = {}
    for row in raw["townships"]:
        branch = row.get("branch")
        if branch is not None and branch not in branches:
            yield row["name"], f"unknown branch {branch!r}"
        stands[row["name"]] = branches.get(branch) if branch else site
    roads = raw.get("roads", USUAL_ROADS)
    for row in raw["villages"]:
        if row["road"] not in roads:
            yield row["name"], f"unknown road {row['road']!r}"
        if row["township"] not in stands:
            yield row["name"], f"unknown township {row['township']!r}"
        else:
            yield from _far_faults(row, stands[row["township"]])
    for (name, township), times in Counter((row["name"], row["township"]) for row in raw["villages"]).items():
        if times > 1:
            yield name, f"is named twice in {township}"


def _far_faults(row: Raw, place: Place | None) -> Iterator[Said]:
    at = Point(latitude=row["latitude"], longitude=row["longitude"])
    if not at.is_on_earth:
        yield row["name"], f"{row['latitude']}, {row['longitude']} is nowhere on earth; latitude comes first"
    elif place is not None and (far := at.kilometres_to(place.at)) > FARTHEST:
        yield (
            row["name"],
            f"lies {far:.0f} km from {place.name}, at most {FARTHEST:.0f}; look at its coordinates",
        )


def _rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
