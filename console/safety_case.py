"""The safety case: hazard log, rules, figures and known limits as one document for a hospital's committee."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import BaseModel, ConfigDict

from console.hazards import HazardLog
from console.paths import ROOT
from console.safety_figures import Corpus, Share, Tally, tally, together, version_of
from hotline.safety import RuleSet, TriageGrade
from hotline.safety.ruleset import Rule, gravest_first
from knowledge_base import Hospital

_HERE = Path(__file__).parent
_TEMPLATE = "safety_case.md.j2"


class Judged(BaseModel):
    """How messages read by eye were judged."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    right: int
    arguable: int
    wrong: int

    @property
    def total(self) -> int:
        return self.right + self.arguable + self.wrong


class WrongKind(BaseModel):
    """What several of the wrong ones had in common."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    number: int


class Read(BaseModel):
    """Messages raised to one grade: all of them, and those of a sample as they were judged."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    grade: TriageGrade
    raised: int
    judged: Judged
    by_opinion_alone: Judged
    wrong_kinds: tuple[WrongKind, ...]


class ReadByEye(BaseModel):
    """A reading of raised messages by a person, with all that is needed to draw the same ones again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: date
    source: str
    command: str
    seed: int
    rules: str
    drawn: str
    screened: int
    read: tuple[Read, ...]


class Plan(BaseModel):
    """What is measured and by what it is judged: safety_case.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    grades: dict[TriageGrade, str]
    origins: dict[str, str]
    targets: dict[TriageGrade, float]
    corpora: tuple[Corpus, ...]
    read_by_eye: ReadByEye

    @classmethod
    def read(cls, file: Path = _HERE / "safety_case.yml") -> "Plan":
        return cls.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Verdict:
    """One figure on the unseen sets beside its target; of everyday messages the false alarms count."""

    wanted: TriageGrade
    share: Share
    target: float

    @property
    def is_met(self) -> bool:
        if self.wanted is TriageGrade.ROUTINE:
            return self.share.value <= self.target
        return self.share.value >= self.target

    @classmethod
    def of(cls, one: Tally, *, target: float) -> "Verdict":
        part = one.false_alarms if one.wanted is TriageGrade.ROUTINE else one.reached
        return cls(one.wanted, Share(part, one.total), target)


@dataclass(frozen=True)
class SafetyCase:
    """What the template reads; every figure is counted when it is first asked for."""

    log: HazardLog
    rules: RuleSet
    plan: Plan
    hospital: Hospital
    at: datetime
    root: Path = ROOT

    @property
    def software(self) -> str:
        return version("nuanqiao")

    @cached_property
    def figures(self) -> list[tuple[Corpus, list[Tally]]]:
        return [(corpus, tally(corpus.messages(self.root))) for corpus in self.plan.corpora]

    @property
    def corpora_version(self) -> str:
        return version_of(self.plan.corpora, root=self.root)

    @property
    def unseen(self) -> list[Verdict]:
        summed = together(one for corpus, rows in self.figures if corpus.origin == "unseen" for one in rows)
        return [Verdict.of(summed[grade], target=target) for grade, target in self.plan.targets.items()]

    @property
    def rules_by_grade(self) -> dict[TriageGrade, list[Rule]]:
        ordered = gravest_first(self.rules.rules)
        return {
            grade: [rule for rule in ordered if rule.grade is grade]
            for grade in sorted(TriageGrade, reverse=True)
            if any(rule.grade is grade for rule in ordered)
        }

    @property
    def reviews(self) -> Counter[str]:
        return Counter(rule.review["status"] for rule in self.rules.rules)

    def markdown(self) -> str:
        looks_in = FileSystemLoader(_HERE)
        pages = Environment(
            loader=looks_in,
            autoescape=select_autoescape(()),  # Markdown, read by people; no markup of callers is in it
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        pages.filters |= {"cell": _cell, "percent": _percent}
        return pages.get_template(_TEMPLATE).render(case=self)


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _percent(value: float) -> str:
    return f"{value:.1%}"
