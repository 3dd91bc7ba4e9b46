"""What is proposed while a call is written down: the grade, the department, and the danger in it."""

import logging
from dataclasses import dataclass

from desk.deeds import LONGEST_TEXT
from desk.desk import Desk, Gate
from desk.forms import Form
from hotline.safety import Screening, TriageGrade, raised

log = logging.getLogger(__name__)

_BETWEEN = " "


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What was typed, the rules of dangers shown for this call before, and those a person set aside."""

    text: str
    seen: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    @classmethod
    def of(cls, form: Form) -> "Heard":
        aside = (*_names(form.get("aside")), *_names(form.get("set_aside")))
        return cls(text=form.get("text")[:LONGEST_TEXT], seen=_names(form.get("seen")), aside=aside)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`departments` are proposed, the best first; `aside` is what a person judged to be no emergency."""

    screening: Screening
    departments: tuple[str, ...]
    aside: tuple[str, ...] = ()

    @property
    def is_danger(self) -> bool:
        return self.screening.grade is TriageGrade.EMERGENCY

    @property
    def is_set_aside(self) -> bool:
        """Nothing was heard that a person has not looked at; one rule more brings the danger back."""
        return self.is_danger and set(self.screening.rules) <= set(self.aside)

    @property
    def grade(self) -> TriageGrade:
        """Proposed: a danger set aside is still to be looked at today."""
        return TriageGrade.URGENT if self.is_set_aside else self.screening.grade

    @property
    def department(self) -> str | None:
        return next(iter(self.departments), None)

    @property
    def seen(self) -> str:
        """As the page carries it on: typing on hides no danger."""
        return _BETWEEN.join(self.screening.rules) if self.is_danger else ""

    @property
    def put_aside(self) -> str:
        return _BETWEEN.join(self.aside)


def judge_at_once(desk: Desk, heard: Heard) -> Judged:
    """By the rules and values alone."""
    screening = desk.gate.screen(heard.text)
    for rule in heard.seen:
        screening = _with(screening, rule=rule)
    return _judged(desk, screening, heard)


def reconsider(desk: Desk, judged: Judged, heard: Heard) -> Judged:
    """With the second opinion; what was seen before stays."""
    return _judged(desk, desk.gate.reconsider(judged.screening, heard.text), heard)


def screen_typed(gate: Gate, text: str) -> Screening:
    """What staff wrote elsewhere: a note, feedback."""
    return gate.screen(text[:LONGEST_TEXT])


def _judged(desk: Desk, screening: Screening, heard: Heard) -> Judged:
    aside = tuple(dict.fromkeys(rule for rule in heard.aside if rule))
    judged = Judged(screening=screening, departments=_departments(desk, heard.text), aside=aside)
    if judged.is_danger and not judged.is_set_aside:
        emergency = desk.hospital.lines["emergency_department"].name
        others = tuple(name for name in judged.departments if name != emergency)
        return Judged(screening=screening, departments=(emergency, *others), aside=aside)
    return judged


def _departments(desk: Desk, text: str) -> tuple[str, ...]:
    return tuple(match.department.name for match in desk.hospital.departments_for(text))


def _with(screening: Screening, *, rule: str) -> Screening:
    try:
        return raised(screening, rule=rule)
    except KeyError:
        log.warning("a page names a safety rule that does not exist any more")
        return screening


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())
