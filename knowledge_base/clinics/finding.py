"""What of a timetable answers a question, and where nothing does, what comes nearest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from knowledge_base.clinics.doctors import DoctorsMeant, doctor_of
from knowledge_base.clinics.question import ClinicQuestion, fits, is_where
from knowledge_base.opening_days import is_open_on
from knowledge_base.profile import Branch, Hospital
from knowledge_base.sittings import Sitting, Timetable
from knowledge_base.townships import NearPlace, Townships

AHEAD = timedelta(days=14)
"""How far a question that names no day looks, and a no looks for the next time."""
_NOON, _EVENING = "12:00", "17:30"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A department that is simply open, without anybody's fixed half-day."""

    department: str
    place: str
    spot: str
    """Where: the floor at the county hospital, the address of a branch."""
    hours: str
    line: str


@dataclass(frozen=True, kw_only=True)
class ClinicAnswer:
    """`sittings` are what was asked for; only where they and `standing` are empty do the others count.

    `instead` are other days and other places. `over` were there earlier today. `near`, the nearest first,
    is for whoever said where he lives.
    """

    question: ClinicQuestion
    sittings: tuple[Sitting, ...] = ()
    cancelled: tuple[Sitting, ...] = ()
    over: tuple[Sitting, ...] = ()
    standing: tuple[Standing, ...] = ()
    instead: tuple[Sitting, ...] = ()
    standing_instead: tuple[Standing, ...] = ()
    near: tuple[NearPlace, ...] = ()

    @property
    def is_found(self) -> bool:
        return bool(self.sittings or self.standing)


class ClinicFinder:
    """Looks into the timetable of one hospital."""

    def __init__(self, hospital: Hospital, *, townships: Townships) -> None:
        self._hospital = hospital
        self._townships = townships

    def find(self, question: ClinicQuestion, *, sittings: Sequence[Sitting], now: datetime) -> ClinicAnswer:
        """`now` is the hospital's own time; `sittings` begin today and reach the last day asked about."""
        in_order = sorted(sittings, key=lambda one: (one.on, one.starts, one.where))
        coming = [one for one in in_order if fits(question, one, hospital=self._hospital)]
        wanted = _once_each(one for one in coming if _is_when(question, one))
        alive = tuple(one for one in wanted if not one.cancelled and not _is_over(one, now))
        found = ClinicAnswer(
            question=question,
            sittings=alive,
            cancelled=tuple(one for one in wanted if one.cancelled and not _is_over(one, now)),
            over=tuple(one for one in wanted if not one.cancelled and _is_over(one, now)),
            standing=self._standing(question, today=now.date()),
        )
        if not found.is_found:
            found = self._instead(found, sittings=in_order, now=now)
        if question.lives_somewhere and not question.doctors.meant:
            found = replace(found, near=self._near(question, sittings=in_order, now=now))
        return found

    def _instead(self, found: ClinicAnswer, *, sittings: Sequence[Sitting], now: datetime) -> ClinicAnswer:
        """First the same place on another day, then another place on the day itself, then any other."""
        question, anywhere = found.question, _anywhere(found.question)
        elsewhere = self._open(anywhere, sittings=sittings, now=now)
        if not elsewhere and (question.expert or question.outside or question.doctors.meant):
            anywhere = _anybody(anywhere)
            elsewhere = self._open(anywhere, sittings=sittings, now=now) if anywhere.departments else []
        here = [one for one in elsewhere if is_where(question, one.where, hospital=self._hospital)]
        that_day = [one for one in elsewhere if _is_when(question, one) and one not in here]
        several = [*_nearest(here, question)[:1], *that_day[:1], *_nearest(elsewhere, question)]
        standing = self._standing(anywhere, today=now.date())
        if not standing:
            standing = self._standing(replace(anywhere, days=None), today=now.date())
        return replace(found, instead=_once_each(several)[:3], standing_instead=standing)

    def _standing(self, question: ClinicQuestion, *, today: date) -> tuple[Standing, ...]:
        """Nobody's expert is promised by a department's being open; a doctor by name neither."""
        if question.expert or question.outside or question.doctors.meant or not question.departments:
            return ()
        days = question.days.on if question.days else (today,)
        found: list[Standing] = []
        for department in self._hospital.departments:
            if department.name not in question.departments:
                continue
            is_asked = is_where(question, self._hospital.name, hospital=self._hospital)
            if is_asked and (not question.days or _is_open(department.hours, days)):
                line = self._hospital.placeholders["hotline"]
                found.append(
                    Standing(
                        department=department.name,
                        place=self._hospital.short_name,
                        spot=department.where,
                        hours=department.hours,
                        line=line,
                    )
                )
            found += [
                _at_branch(branch, department.name)
                for branch in self._hospital.branches
                if department.name in branch.departments
                and is_where(question, branch.name, hospital=self._hospital)
                and _is_open(branch.hours, days)
            ]
        return tuple(found)

    def _near(
        self, question: ClinicQuestion, *, sittings: Sequence[Sitting], now: datetime
    ) -> tuple[NearPlace, ...]:
        """On the days asked about, where somebody sits then; else with the next day of each place."""
        places, days = question.places, question.days.on if question.days else ()
        from_ = places.villages[0] if places.villages else places.lives_at
        if from_ is None:
            return ()
        open_ones = self._open(_anywhere(question), sittings=sittings, now=now)
        wanted = [one for one in open_ones if _is_when(question, one)] or open_ones
        department = question.departments[0] if question.departments else None
        day = days[0] if days else now.date()
        return tuple(self._townships.nearest_for(department, from_, sittings=wanted, today=day))

    def _open(self, question: ClinicQuestion, *, sittings: Iterable[Sitting], now: datetime) -> list[Sitting]:
        alive = (one for one in sittings if not one.cancelled and not _is_over(one, now))
        return [one for one in alive if fits(question, one, hospital=self._hospital)]


def _anywhere(question: ClinicQuestion) -> ClinicQuestion:
    return replace(question, places=replace(question.places, among=frozenset(), any_branch=False))


def _anybody(question: ClinicQuestion) -> ClinicQuestion:
    """Where the one who is wanted never comes, another of the department may do."""
    departments = question.departments or tuple(one.department for one in question.doctors.meant)
    return replace(question, departments=departments, doctors=DoctorsMeant(), expert=False, outside=None)


def horizon(question_days: Sequence[date], *, today: date) -> date:
    """Until when the timetable is looked into."""
    return max(today + AHEAD, *(day + AHEAD for day in question_days), today)


def sittings_for(timetable: Timetable, *, days: Sequence[date], today: date) -> Sequence[Sitting]:
    return timetable.sittings(first=today, last=horizon(days, today=today))


def _at_branch(branch: Branch, department: str) -> Standing:
    return Standing(
        department=department, place=branch.name, spot=branch.address, hours=branch.hours, line=branch.line
    )


def _is_open(hours: str, days: Iterable[date]) -> bool:
    return any(is_open_on(hours, day) for day in days)


def _is_when(question: ClinicQuestion, sitting: Sitting) -> bool:
    if question.days is not None and sitting.on not in question.days.on:
        return False
    return question.half is None or question.half == _half(sitting)


def _half(sitting: Sitting) -> str:
    if sitting.starts < _NOON:
        return "morning"
    return "afternoon" if sitting.starts < _EVENING else "evening"


def _is_over(sitting: Sitting, now: datetime) -> bool:
    return sitting.on < now.date() or (sitting.on == now.date() and sitting.ends <= f"{now:%H:%M}")


def _once_each(sittings: Iterable[Sitting]) -> tuple[Sitting, ...]:
    """In their order, the first of each doctor's weekly half-days: next week's is the same again."""
    first: dict[tuple[object, ...], Sitting] = {}
    for one in sittings:
        key = (one.where, doctor_of(one), one.on.isoweekday(), one.starts, one.cancelled)
        first.setdefault(key, one)
    return tuple(first.values())


def _nearest(sittings: Sequence[Sitting], question: ClinicQuestion) -> list[Sitting]:
    """Those nearest to the day asked about first; of two as near, the later."""
    wanted = question.days.on[0] if question.days and question.days.on else None
    if wanted is None:
        return list(sittings)
    return sorted(sittings, key=lambda one: (abs((one.on - wanted).days), one.on < wanted, one.starts))
