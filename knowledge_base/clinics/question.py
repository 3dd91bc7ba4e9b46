"""What a message asks about clinics: which department or doctor, where, on which days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from knowledge_base.clinics.days import Days, read_days, read_half
from knowledge_base.clinics.doctors import DoctorsMeant, doctor_of, doctors_meant
from knowledge_base.clinics.language import language
from knowledge_base.clinics.places import PlaceNames, PlacesMeant
from knowledge_base.profile import Hospital
from knowledge_base.sittings import Sitting
from knowledge_base.words import SHORTEST, Words


@dataclass(frozen=True, kw_only=True)
class ClinicQuestion:
    """`departments` by the hospital's names; `unknown_department` is one that nobody here has.

    `outside` is how far from somebody must come: province, city or any.
    """

    departments: tuple[str, ...] = ()
    unknown_department: str | None = None
    doctors: DoctorsMeant = field(default_factory=DoctorsMeant)
    places: PlacesMeant = field(default_factory=PlacesMeant)
    days: Days | None = None
    half: str | None = None
    expert: bool = False
    outside: str | None = None

    @property
    def names_something(self) -> bool:
        """Whether it says whom or where, and not merely when."""
        return self.names_whom or bool(self.places.among or self.places.villages or self.places.lives_at)

    @property
    def names_whom(self) -> bool:
        doctors = self.doctors.meant or self.doctors.unknown
        return bool(self.departments or self.unknown_department or doctors)

    @property
    def is_told_where(self) -> bool:
        return bool(self.places.among or self.places.any_branch)

    @property
    def lives_somewhere(self) -> bool:
        return bool(self.places.villages or self.places.lives_at)

    def after(self, earlier: "ClinicQuestion") -> "ClinicQuestion":
        """那周五呢: whom and where it leaves unsaid were said before."""
        if self.names_whom:
            return self
        says_where = self.is_told_where or self.lives_somewhere
        return replace(
            self,
            departments=earlier.departments,
            doctors=earlier.doctors,
            expert=self.expert or earlier.expert,
            places=self.places if says_where else earlier.places,
        )


class ClinicReader:
    """Reads messages by the names of one hospital."""

    def __init__(self, hospital: Hospital, *, places: PlaceNames) -> None:
        self._hospital = hospital
        self._places = places
        self._departments = {
            name: one.name for one in reversed(hospital.departments) for name in (*one.aliases, one.name)
        }
        self._stems = dict(_stems(self._departments))

    def read(self, text: str, *, today: date, sittings: Sequence[Sitting]) -> ClinicQuestion:
        words = language()
        doctors = doctors_meant(text, sittings=sittings)
        named = self._named(text, sittings=sittings)
        unknown = None if named else self._unknown(text)
        departments = named or (() if doctors.meant or doctors.unknown or unknown else self._treating(text))
        if named and len(doctors.meant) > 1:
            only = tuple(one for one in doctors.meant if one.department in named)
            doctors = replace(doctors, meant=only or doctors.meant)
        level = next((level for level, asked in words.outside.items() if asked.search(text)), None)
        return ClinicQuestion(
            departments=departments,
            unknown_department=unknown,
            doctors=doctors,
            places=self._places.meant(text),
            days=read_days(text, today=today),
            half=read_half(text),
            expert=words.found("expert", text) is not None and not doctors.meant and not doctors.unknown,
            outside=level,
        )

    def asks(self, question: ClinicQuestion, text: str) -> bool:
        """Whether a message is about clinics at all, where no dialogue decided it."""
        named = any(name in text for name in self._departments) or question.doctors.meant
        lives = question.lives_somewhere and question.names_whom
        words = language()
        return bool(named or lives) and bool(
            words.found("asks", text) or (lives and words.found("nearest", text))
        )

    def _named(self, text: str, *, sittings: Sequence[Sitting]) -> tuple[str, ...]:
        names = {one.department: one.department for one in sittings} | self._departments
        found = (names[name] for _, _, name in Words(names).found_in(text) if name in names)
        return tuple(dict.fromkeys(found))

    def _unknown(self, text: str) -> str | None:
        words = language()
        found = words.found("department", text)
        return found[1] if found and not found[1].endswith(words.no_departments) else None

    def _treating(self, text: str) -> tuple[str, ...]:
        """By half a name (看心脏, 老中医), else by what is complained of."""
        stems = [self._stems[stem] for _, _, stem in Words(self._stems).found_in(text)]
        if stems:
            return tuple(dict.fromkeys(stems))
        matches = self._hospital.departments_for(text, limit=2)
        return tuple(one.department.name for one in matches if one.score == matches[0].score)


def _stems(departments: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is left of a name without its 科, where one department alone has it."""
    words = language()
    owners: dict[str, set[str]] = {}
    for name, department in departments.items():
        stem = words.patterns["department_end"].sub("", name)
        owners.setdefault(stem, set()).add(department)
    for stem, of in owners.items():
        if len(of) == 1 and len(stem) >= SHORTEST and stem not in words.no_stems and stem not in departments:
            yield stem, next(iter(of))


def fits(question: ClinicQuestion, sitting: Sitting, *, hospital: Hospital) -> bool:
    """Whether it is what is asked for, on whatever day."""
    return (
        (not question.departments or sitting.department in question.departments)
        and _is_doctor(question, sitting)
        and is_where(question, sitting.where, hospital=hospital)
        and _is_expert(question, sitting)
    )


def is_where(question: ClinicQuestion, place: str, *, hospital: Hospital) -> bool:
    if question.places.among:
        return place in question.places.among
    return not question.places.any_branch or place != hospital.name


def _is_doctor(question: ClinicQuestion, sitting: Sitting) -> bool:
    if not question.doctors.meant:
        return question.doctors.unknown is None
    doctor = doctor_of(sitting)
    meant = {(one.called, one.department) for one in question.doctors.meant}
    return (doctor.called, doctor.department) in meant


def _is_expert(question: ClinicQuestion, sitting: Sitting) -> bool:
    doctor = doctor_of(sitting)
    if question.outside in ("province", "city"):
        asked = language().outside[question.outside]
        return sitting.visiting and asked.search(doctor.home) is not None
    if question.outside:
        return sitting.visiting
    return not question.expert or sitting.visiting or doctor.is_expert
