"""The hospital's own facts: lines, departments, branches, timetables, and who is on duty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge_base.departments import Department, DepartmentMatch, match_departments
from knowledge_base.documents import Document, read_document
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.local_values import LocalValue, read_local_values
from knowledge_base.places import Place, Point
from knowledge_base.profile_rules import USUAL_PACE, USUAL_ROUNDS, profile_faults
from knowledge_base.rota import Rota, Shift
from knowledge_base.working_week import WorkingWeeks, read_working_weeks

PROFILE = Path("hospital") / "profile.yml"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A telephone line of the hospital."""

    id: str
    name: str
    number: str
    hours: str


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A township branch."""

    id: str
    name: str
    aliases: tuple[str, ...]
    address: str
    hours: str
    line: str
    departments: tuple[str, ...]
    latitude: float | None = None
    longitude: float | None = None

    @property
    def place(self) -> Place | None:
        if self.latitude is None or self.longitude is None:
            return None
        at = Point(latitude=self.latitude, longitude=self.longitude)
        return Place(name=self.name, address=self.address, hours=self.hours, line=self.line, at=at)


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """One weekly half-day of one doctor; `weekday` counts from Monday = 1, times are the hospital's own."""

    where: str
    department: str
    weekday: int
    starts: str
    ends: str
    doctor: str
    visiting: bool


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A person or desk that can be rung; `username` is the account at the desk, if there is one."""

    name: str
    line: str
    username: str | None = None


@dataclass(frozen=True, kw_only=True)
class GreenChannelRung:
    """One of those an emergency rings, in this order; `by` names `desk`, `call` and `sms`."""

    name: str
    line: str
    by: tuple[str, ...]
    wait: timedelta


@dataclass(frozen=True, kw_only=True)
class Hospital:
    """One hospital as its profile describes it; departments have targets only with `working_weeks`.

    Once the green channel was rung `green_channel_rounds` times in vain, its last one is rung on every
    `green_channel_then_every`.
    """

    name: str
    short_name: str
    zone: ZoneInfo
    sample: bool
    lines: Mapping[str, Line]
    placeholders: Mapping[str, str]
    departments: tuple[Department, ...]
    branches: tuple[Branch, ...]
    timetable: tuple[Clinic, ...]
    rota: Rota
    duty_manager: Contact
    emergency_contacts: tuple[Contact, ...]
    green_channel: tuple[GreenChannelRung, ...]
    working_weeks: WorkingWeeks | None
    green_channel_rounds: int = USUAL_ROUNDS
    green_channel_then_every: timedelta = timedelta(seconds=USUAL_PACE)
    site: Place | None = None
    """Where the hospital itself is, if its profile says so."""
    local_values: Mapping[str, LocalValue] = field(default_factory=dict)
    """What its county's policy says, each until a day; what is not given is not told."""

    @property
    def places(self) -> tuple[Place, ...]:
        """All whose place on the map is known."""
        found = (self.site, *(branch.place for branch in self.branches))
        return tuple(place for place in found if place)

    def duty_nurse(self, at: datetime) -> str:
        """Who answers for a ticket opened at this aware instant."""
        return self.rota.on_duty(at.astimezone(self.zone))

    def departments_for(self, text: str, limit: int = 3) -> list[DepartmentMatch]:
        """Departments that treat what the caller describes, the best first; empty if none is recognised."""
        return match_departments(text, departments=self.departments, limit=limit)

    def departments_of_ours(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that our departments bear, each once."""
        ours = {one.name for one in self.departments}
        return tuple(name for name in dict.fromkeys(names) if name in ours)


def load_hospital(path: Path) -> Hospital:
    """Raises KnowledgeFaulty with every fault of the profile."""
    content = read_document(path, kind=dict)
    faults = [content] if isinstance(content, Fault) else list(profile_faults(content, file=path.name))
    if faults or isinstance(content, Fault):
        raise KnowledgeFaulty(tuple(faults))
    return _hospital(content)


def _hospital(raw: Document) -> Hospital:
    duty = raw["duty"]
    return Hospital(
        name=raw["name"],
        short_name=raw["short_name"],
        zone=ZoneInfo(raw["zone"]),
        sample=raw.get("sample", False),
        lines={key: Line(id=key, **line) for key, line in raw["lines"].items()},
        placeholders=raw["placeholders"],
        departments=tuple(_department(row) for row in raw["departments"]),
        branches=tuple(_branch(row) for row in raw["branches"]),
        timetable=tuple(_clinic(row) for row in raw["clinics"]),
        rota=Rota(tuple(_shift(row) for row in duty["first_contacts"])),
        duty_manager=Contact(**duty["manager"]),
        emergency_contacts=tuple(Contact(**row) for row in duty["emergency_department"]),
        green_channel=tuple(_rung(row) for row in raw["green_channel"]),
        working_weeks=read_working_weeks(raw["working_week"]) if "working_week" in raw else None,
        site=_site(raw) if "site" in raw else None,
        local_values=read_local_values(raw.get("local_values", {})),
        **_unanswered(raw.get("green_channel_unanswered", {})),
    )


def _site(raw: Document) -> Place:
    row = raw["site"]
    at = Point(latitude=row["latitude"], longitude=row["longitude"])
    return Place(name=raw["name"], address=row["address"], hours=row["hours"], line=row["line"], at=at)


def _unanswered(row: Document) -> Document:
    rounds, every = row.get("rounds", USUAL_ROUNDS), row.get("then_every", USUAL_PACE)
    return {"green_channel_rounds": rounds, "green_channel_then_every": timedelta(seconds=every)}


def _department(row: Document) -> Department:
    return Department(**{**row, "aliases": tuple(row["aliases"]), "treats": tuple(row["treats"])})


def _branch(row: Document) -> Branch:
    return Branch(**{**row, "aliases": tuple(row["aliases"]), "departments": tuple(row["departments"])})


def _clinic(row: Document) -> Clinic:
    rest = {key: value for key, value in row.items() if key not in ("from", "to")}
    return Clinic(starts=row["from"], ends=row["to"], **rest)


def _shift(row: Document) -> Shift:
    return Shift(
        name=row["name"],
        weekdays=frozenset(row["weekdays"]),
        starts=row["from"],
        ends=row["to"],
        username=row.get("username"),
    )


def _rung(row: Document) -> GreenChannelRung:
    return GreenChannelRung(
        name=row["name"], line=row["line"], by=tuple(row["by"]), wait=timedelta(seconds=row["wait"])
    )
