"""A timetable of a test's own: the profile's usual week on every date, and who is away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from console.paths import KNOWLEDGE
from knowledge_base import Hospital
from knowledge_base.clinics import Clinics
from knowledge_base.profile import PROFILE
from knowledge_base.sittings import Sitting, Timetable
from knowledge_base.townships import load_townships


@dataclass(frozen=True, kw_only=True)
class ToldSitting:
    """One half-day, every field of which a test may say."""

    id: str = "s-1"
    on: date = date(2026, 11, 26)
    starts: str = "08:00"
    ends: str = "12:00"
    where: str = "乔仁分院"
    department: str = "心血管内科"
    doctor: str = "总院林主任（示例）"
    visiting: bool = False
    places: int | None = None
    cancelled: bool = False
    reason: str | None = None


@dataclass
class UsualWeek:
    """`away` are doctors, by a part of their name, with the reason; `more` stand besides the week."""

    hospital: Hospital
    away: Mapping[str, str] = field(default_factory=dict)
    more: Sequence[ToldSitting] = ()

    def sittings(self, *, first: date, last: date) -> Sequence[ToldSitting]:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        usual = [one for day in days for one in self._of(day)]
        more = [one for one in self.more if first <= one.on <= last]
        return sorted([*usual, *more], key=lambda one: (one.on, one.starts, one.where))

    def _of(self, day: date) -> list[ToldSitting]:
        rows = [row for row in self.hospital.timetable if row.weekday == day.isoweekday()]
        return [
            ToldSitting(
                id=f"usual:{day}:{row.where}:{row.doctor}",
                on=day,
                starts=row.starts,
                ends=row.ends,
                where=row.where,
                department=row.department,
                doctor=row.doctor,
                visiting=row.visiting,
                cancelled=self._reason(row.doctor) is not None,
                reason=self._reason(row.doctor),
            )
            for row in rows
        ]

    def _reason(self, doctor: str) -> str | None:
        return next((why for name, why in self.away.items() if name in doctor), None)


@dataclass
class Away:
    """Another timetable, with some of its doctors away: those named by a part of their name, for a reason."""

    timetable: Timetable
    away: Mapping[str, str] = field(default_factory=dict)

    def sittings(self, *, first: date, last: date) -> Sequence[Sitting]:
        return [self._told(one) for one in self.timetable.sittings(first=first, last=last)]

    def _told(self, sitting: Sitting) -> Sitting:
        why = next((why for name, why in self.away.items() if name in sitting.doctor), None)
        if why is None:
            return sitting
        return replace(_copied(sitting), cancelled=True, reason=why)


def clinics_of(hospital: Hospital, timetable: Timetable | None = None) -> Clinics:
    """With the shipped villages; unless said otherwise, in the usual week."""
    townships = load_townships(KNOWLEDGE / PROFILE, hospital=hospital)
    return Clinics(hospital, townships=townships, timetable=timetable or UsualWeek(hospital))


def _copied(sitting: Sitting) -> ToldSitting:
    return ToldSitting(
        id=sitting.id,
        on=sitting.on,
        starts=sitting.starts,
        ends=sitting.ends,
        where=sitting.where,
        department=sitting.department,
        doctor=sitting.doctor,
        visiting=sitting.visiting,
    )
