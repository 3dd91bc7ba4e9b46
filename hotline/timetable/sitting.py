"""Who sits where and when: one half-day of one doctor, in any week or on one date."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True)
class HalfDay:
    """As it stands in a table: `weekday` counts from Monday = 1, times are local, "HH:MM".

    `places`: how many patients can be booked, where the hospital counts them.
    """

    weekday: int
    starts: str
    ends: str
    where: str
    department: str
    doctor: str
    visiting: bool = False
    places: int | None = None

    @property
    def same_post(self) -> tuple[int, str, str, str]:
        """What an edit of hours or places leaves as it is."""
        return self.weekday, self.where, self.department, self.doctor

    def overlaps(self, other: "HalfDay") -> bool:
        return self.weekday == other.weekday and self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One half-day of one doctor on one date.

    `id` outlives every change of it, and a week's first table of its own. A cancelled one stays visible,
    with its `reason`.
    """

    id: str
    on: date
    starts: str
    ends: str
    where: str
    department: str
    doctor: str
    visiting: bool
    places: int | None
    cancelled: bool = False
    reason: str | None = None

    @classmethod
    def made_of(
        cls, half: HalfDay, *, known_as: str, on: date, cancelled: bool = False, reason: str | None = None
    ) -> Self:
        fields = {name: value for name, value in asdict(half).items() if name != "weekday"}
        return cls(id=known_as, on=on, cancelled=cancelled, reason=reason, **fields)

    @property
    def half(self) -> HalfDay:
        return HalfDay(
            weekday=self.on.isoweekday(),
            starts=self.starts,
            ends=self.ends,
            where=self.where,
            department=self.department,
            doctor=self.doctor,
            visiting=self.visiting,
            places=self.places,
        )

    @property
    def in_order(self) -> tuple[date, str, str, str, str, str]:
        return self.on, self.starts, self.where, self.department, self.doctor, self.id

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"on": self.on.isoformat()}


class Timetable(Protocol):
    """What whoever answers is handed."""

    def sittings(self, *, first: date, last: date) -> Sequence[Sitting]:
        """Both days included, cancelled ones too, in order. Never fails: the usual week without the store."""
        ...


@dataclass(frozen=True, kw_only=True)
class Named:
    """A department or a place, and how else it is called."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HospitalWeek:
    """What the hospital's profile says of clinics: the usual week until staff saved one, and the names."""

    zone: ZoneInfo
    usual: tuple[HalfDay, ...]
    places: tuple[Named, ...]
    departments: tuple[Named, ...]


def numbered(halves: Sequence[HalfDay]) -> dict[str, HalfDay]:
    """The profile's half-days by ids of their own, which stay while day, place, department and doctor do."""
    found: dict[str, HalfDay] = {}
    for half in halves:
        post = "|".join(str(part) for part in half.same_post)
        name = _digest(post)
        while name in found:  # the same doctor twice a day
            name = _digest(name)
        found[name] = half
    return found


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
