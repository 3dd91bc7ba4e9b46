"""Chooses the few numbers of the ranking on the development set."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge_base.guidance.evaluation import figures, judge
from knowledge_base.guidance.examples import Case
from knowledge_base.guidance.guide import Guide
from knowledge_base.guidance.learning import School
from knowledge_base.guidance.numbers import Numbers
from knowledge_base.profile import Hospital

RULES = (0.25, 0.5, 0.75, 1.0, 1.5)
TEMPERATURES = (1.0, 1.25, 1.5, 2.0)


def calibrate(school: School, *, cases: Sequence[Case], hospital: Hospital) -> Numbers:
    """What was learned without the development set is joined to the rules so as to do best on that set.

    The temperature makes the shares honest there: in the mean the first is the share it is right.
    """
    learned = school.learn()

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
