"""Which doctor a message means: 林主任, 林大夫, 陈志明, and names that only sound like one of ours."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.clinics.language import language
from knowledge_base.search.sounds import sounded
from knowledge_base.sittings import Sitting

_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)|\s+")
SHORTEST_NAME = 2


@dataclass(frozen=True, kw_only=True)
class Doctor:
    """Somebody of the timetable: 市医院吴教授 is the 吴 of 吴教授, at home in 市医院."""

    home: str
    name: str
    title: str
    department: str

    @property
    def called(self) -> str:
        return f"{self.name}{self.title}"

    @property
    def family(self) -> str:
        doubled = self.name[:2] in language().double_families
        return self.name[: 2 if doubled else 1]

    @property
    def is_expert(self) -> bool:
        return self.title in language().expert_titles


@dataclass(frozen=True, kw_only=True)
class DoctorsMeant:
    """`unknown` was named and is not in the timetable; then `meant` are those who sound like it, if any."""

    meant: tuple[Doctor, ...] = ()
    unknown: str | None = None


def doctor_of(sitting: Sitting) -> Doctor:
    bare = _BRACKETS.sub("", sitting.doctor)
    found = language().found("homes", bare)
    home = found["home"] if found else ""
    name = bare[len(home) :]
    title = next((one for one in language().titles if name.endswith(one) and name != one), "")
    return Doctor(home=home, name=name.removesuffix(title), title=title, department=sitting.department)


def doctors_meant(text: str, *, sittings: Iterable[Sitting]) -> DoctorsMeant:
    """Somebody with the very title said goes before others of the family name."""
    known = sorted(
        {doctor_of(one) for one in sittings}, key=lambda one: (one.called, one.department, one.home)
    )
    whole = [one for one in known if len(one.name) >= SHORTEST_NAME and one.name in text]
    if whole:
        return DoctorsMeant(meant=_persons(whole))
    said = list(_said(text, families={one.family for one in known}))
    meant = [one for family, title in said for one in _called(known, family=family, title=title)]
    if meant or not said:
        return DoctorsMeant(meant=_persons(meant))
    unknown = "".join(said[0])
    alike = [one for one in known if sounded(one.family) == sounded(said[0][0])]
    return DoctorsMeant(meant=_persons(alike), unknown=unknown)


def doctor_named(text: str) -> str | None:
    """As he was called, known or not: `我想约张主任` names 张主任."""
    return next(("".join(said) for said in _said(text, families=set())), None)


def _said(text: str, *, families: set[str]) -> Iterator[tuple[str, str]]:
    """Family names before a title, with the title."""
    words = language()
    for found in re.finditer("|".join(words.titles), text):
        before = text[: found.start()]
        if before.endswith(words.no_names):
            continue
        double = before[-2:] if before[-2:] in words.double_families else before[-1:]
        if double in families or double in words.families or double in words.double_families:
            yield double, found[0]


def _called(known: Sequence[Doctor], *, family: str, title: str) -> list[Doctor]:
    of_family = [one for one in known if one.family == family]
    return [one for one in of_family if one.title == title] or of_family


def _persons(doctors: Iterable[Doctor]) -> tuple[Doctor, ...]:
    """Whoever comes from the hospital to a branch is one person, in one department."""
    return tuple({(one.called, one.department): one for one in doctors}.values())
