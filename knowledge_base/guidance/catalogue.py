"""What the guidance knows: findings, kinds of departments, overrides and questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge_base.guidance.described import Described, GuideChoice, GuideQuestion, Sex
from knowledge_base.guidance.hearing import Denials, Wordings, spelt
from knowledge_base.guidance.person import PeopleReader

Weights = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What may be said of a body; `weights` says for which departments it speaks, and how much."""

    id: str
    says: str
    wordings: Wordings
    weights: Weights = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Ages:
    """Years from `least` on and before `below`."""

    least: int = 0
    below: int = 999

    def hold(self, age: int | None) -> bool | None:
        """None where the age is not known."""
        return None if age is None else self.least <= age < self.below


@dataclass(frozen=True, kw_only=True)
class Narrower:
    """A department that some hospitals have for a part of another's patients."""

    names: tuple[str, ...]
    findings: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of department, by its usual names; `near` sees its patients where it is missing."""

    id: str
    names: tuple[str, ...]
    why: str
    near: tuple[str, ...]
    ages: Ages
    sex: Sex | None
    narrower: tuple[Narrower, ...]

    def may_see(self, described: Described) -> bool:
        """False only where what is known of the person speaks against it."""
        fits_age = self.ages.hold(described.age) is not False
        return fits_age and (self.sex is None or described.sex in (None, self.sex))


@dataclass(frozen=True, kw_only=True)
class Override:
    """A rule above the ranking: whom it fits, what it puts first, and what may stay in front of that."""

    id: str
    first: tuple[str, ...]
    some: frozenset[str]
    every: frozenset[str]
    unless: frozenset[str]
    ages: Ages | None
    pregnant: bool
    alone: bool
    keep: frozenset[str]
    sure: float

    def fits(self, described: Described, *, heard: frozenset[str]) -> bool:
        return (
            (not self.some or bool(self.some & heard))
            and self.every <= heard
            and not self.unless & heard
            and (self.ages is None or self.ages.hold(described.age) is True)
            and (not self.pregnant or described.pregnant is True)
        )


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An answer: how it may be said, for which departments it speaks, and what it tells of the person."""

    id: str
    label: str
    wordings: Wordings
    weights: Weights
    about: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Question:
    """Asked after one of `after` was heard, or where nothing was (`unheard`); never after one of `known`.

    `unknown` names what of the person must not be known yet, `sex` whom alone it may be put to.
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    after: frozenset[str]
    known: frozenset[str]
    unheard: bool
    unknown: str | None
    sex: Sex | None

    def suits(self, described: Described, *, heard: frozenset[str]) -> bool:
        if heard & self.known or (self.sex is not None and described.sex not in (None, self.sex)):
            return False
        if self.unknown is not None and getattr(described, self.unknown) is not None:
            return False
        return not heard if self.unheard else bool(heard & self.after)

    def shown(self) -> GuideQuestion:
        choices = tuple(GuideChoice(id=one.id, label=one.label) for one in self.choices)
        return GuideQuestion(id=self.id, text=self.text, choices=choices)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All of it, checked; `marks` are what only the overrides listen for."""

    findings: Mapping[str, Finding]
    marks: Mapping[str, Finding]
    denials: Denials
    people: PeopleReader
    kinds: Mapping[str, Kind]
    overrides: tuple[Override, ...]
    questions: Mapping[str, Question]
    say: Mapping[str, Any]
    positions: Mapping[int, Wordings]

    def heard(self, text: str) -> frozenset[str]:
        """Findings and marks the text tells of, what it denies left out."""
        words = spelt(text)
        return frozenset(
            one.id
            for one in (*self.findings.values(), *self.marks.values())
            if one.wordings.heard_in(words, denials=self.denials)
        )
