"""Chooses the few numbers of the ranking on the development set."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge_base.guidance.evaluation import figures, judge
from knowledge_base.guidance.examples import Case, Lesson
from knowledge_base.guidance.guide import Guide
from knowledge_base.guidance.learned import NOTHING
from knowledge_base.guidance.learning import School
from knowledge_base.guidance.numbers import Numbers
from knowledge_base.profile import Hospital

RULES = (0.5, 0.75, 1.0, 1.5)
TEMPERATURES = (1.0, 1.5, 2.0, 2.5)
HELD = 4  # every so many-th example is held back


def calibrate(school: School, *, cases: Sequence[Case], hospital: Hospital) -> Numbers:
    """What was learned is joined to the rules so as to do best on what it was not learned from.

    That is the development set and a quarter of the examples. The temperature makes the shares honest there:
    the first is right as often as its share says, in the mean.
    """
    held, kept = school.lessons[::HELD], [one for at, one in enumerate(school.lessons) if at % HELD]
    learned = school.learn(kept)
    cases = [*cases, *_cases(held, school=school, hospital=hospital)]

    def guide(numbers: Numbers) -> Guide:
        return Guide(
            school.catalogue,
            hospital=hospital,
            encoder=lambda: school.encoder,
            learned=learned,
            numbers=numbers,
        )

    def worth(numbers: Numbers) -> float:
        found = figures(judge(cases, recommend=guide(numbers).recommend))
        return found.accepted + found.strict / 2 + found.three

    def dishonesty(numbers: Numbers) -> float:
        rows = [row for row in judge(cases, recommend=guide(numbers).recommend) if not row.told.override]
        told = [row for row in rows if row.told.departments]
        believed = sum(row.told.departments[0].score for row in told)
        right = sum(row.names[0] in row.right for row in told)
        return abs(believed - right) / max(len(told), 1)

    best = max((Numbers(rules=rules) for rules in RULES), key=worth)
    return min((replace(best, temperature=one) for one in TEMPERATURES), key=dishonesty)


def _cases(held: Sequence[Lesson], *, school: School, hospital: Hospital) -> Iterator[Case]:
    """Examples as cases, of the departments this hospital has."""
    own = {department.name for department in hospital.departments}
    for at, lesson in enumerate(held):
        names = tuple(school.catalogue.kinds[kind].names[0] for kind in lesson.kinds if kind != NOTHING)
        if lesson.weight == 1 and own.issuperset(names):
            yield Case(id=f"held-{at}", described=lesson.described, departments=names)
