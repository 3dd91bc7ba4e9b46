"""The nearest place that can do it comes first: villages, their townships, and what is how far from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge_base.documents import Document, read_document
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.opening_days import is_open_on
from knowledge_base.places import Place, Point
from knowledge_base.profile import Branch, Hospital
from knowledge_base.sittings import Sitting
from knowledge_base.township_rules import PLAIN, USUAL_ROADS, village_faults

VILLAGES = "villages.yml"
"""Beside the hospital's profile; a hospital may do without it."""


@dataclass(frozen=True, kw_only=True)
class Village:
    """Where a caller may live; `road` is how the way to the township is."""

    name: str
    aliases: tuple[str, ...]
    township: str
    at: Point
    road: str


@dataclass(frozen=True, kw_only=True)
class NearPlace:
    """A place that can do it, its way as the crow flies and as roads roughly go, and when.

    `sitting` is the department's next one there; where it `is_open`, it keeps its usual `hours` on the day
    asked about, whoever sits.
    """

    name: str
    address: str
    line: str
    hours: str
    kilometres: float
    road_kilometres: float
    is_open: bool
    sitting: Sitting | None
    is_county: bool


class Townships:
    """One hospital's townships and villages."""

    def __init__(
        self,
        hospital: Hospital,
        *,
        villages: Sequence[Village] = (),
        branches: Mapping[str, Branch | None] | None = None,
        roads: Mapping[str, float] = USUAL_ROADS,
    ) -> None:
        """`branches`: each township's own, None where the county hospital itself stands in it."""
        self._hospital = hospital
        self.villages = tuple(villages)
        self.branches = dict(branches or {})
        self._roads = roads

    def village(self, name: str) -> Village | None:
        """None too where two townships have one of the name."""
        found = [one for one in self.villages if name in (one.name, *one.aliases)]
        return found[0] if len(found) == 1 else None

    def nearest_for(
        self, department: str | None, from_: Point | Village, *, sittings: Sequence[Sitting], today: date
    ) -> Sequence[NearPlace]:
        """Every place that can do it, the way there from `from_`; without a department, every place.

        The branch of the village's own township is first, whatever lies nearer beyond the hill. Sittings that
        were cancelled, or were before today, do not count.
        """
        own = self.branches.get(from_.township) if isinstance(from_, Village) else None
        coming = [one for one in sittings if not one.cancelled and one.on >= today]
        found = [
            near
            for place in self._hospital.places
            if (near := self._near(place, department, from_, sittings=coming, today=today)) is not None
        ]
        return sorted(found, key=lambda near: (own is None or near.name != own.name, near.kilometres))

    def _near(
        self,
        place: Place,
        department: str | None,
        from_: Point | Village,
        *,
        sittings: Sequence[Sitting],
        today: date,
    ) -> NearPlace | None:
        here = [s for s in sittings if s.where == place.name and department in (None, s.department)]
        hours = self._hours(place, department)
        if not here and hours is None:
            return None
        at, road = (from_.at, from_.road) if isinstance(from_, Village) else (from_, PLAIN)
        straight = place.at.kilometres_to(at)
        return NearPlace(
            name=place.name,
            address=place.address,
            line=place.line,
            hours=hours or place.hours,
            kilometres=straight,
            road_kilometres=straight * self._roads.get(road, self._roads[PLAIN]),
            is_open=hours is not None and is_open_on(hours, today),
            sitting=min(here, key=_begins, default=None) if department else None,
            is_county=place.name == self._hospital.name,
        )

    def _hours(self, place: Place, department: str | None) -> str | None:
        """When the department is open there without anybody's fixed half-day; None where it is not."""
        if department is None:
            return place.hours
        if place.name == self._hospital.name:
            return next((d.hours for d in self._hospital.departments if d.name == department), None)
        branch = next(one for one in self._hospital.branches if one.name == place.name)
        return branch.hours if department in branch.departments else None


def _begins(sitting: Sitting) -> tuple[date, str]:
    return sitting.on, sitting.starts


def load_townships(profile: Path, *, hospital: Hospital) -> Townships:
    """From the file beside this profile; empty where there is none. Raises KnowledgeFaulty."""
    file = profile.with_name(VILLAGES)
    if not file.exists():
        return Townships(hospital)
    content = read_document(file, kind=dict)
    faults = [content] if isinstance(content, Fault) else faults_in(content, hospital=hospital)
    if faults or isinstance(content, Fault):
        raise KnowledgeFaulty(tuple(faults))
    by_id = {branch.id: branch for branch in hospital.branches}
    return Townships(
        hospital,
        villages=[_village(row) for row in content["villages"]],
        branches={row["name"]: by_id.get(row.get("branch", "")) for row in content["townships"]},
        roads=content.get("roads", USUAL_ROADS),
    )


def check_townships(profile: Path, *, hospital: Hospital) -> tuple[list[Fault], int]:
    """Every fault of the file beside this profile, and how many villages it has."""
    file = profile.with_name(VILLAGES)
    if not file.exists():
        return [], 0
    content = read_document(file, kind=dict)
    if isinstance(content, Fault):
        return [content], 0
    villages = content.get("villages")
    return faults_in(content, hospital=hospital), len(villages) if isinstance(villages, list) else 0


def faults_in(content: Document, *, hospital: Hospital) -> list[Fault]:
    places = {branch.id: branch.place for branch in hospital.branches}
    said = village_faults(content, branches=places, site=hospital.site)
    return [Fault(file=VILLAGES, entry=entry, fault=fault) for entry, fault in said]


def _village(row: Document) -> Village:
    at = Point(latitude=row["latitude"], longitude=row["longitude"])
    return Village(
        name=row["name"], aliases=tuple(row["aliases"]), township=row["township"], at=at, road=row["road"]
    )
