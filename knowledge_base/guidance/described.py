"""What a guide is told, and what it tells."""

from dataclasses import dataclass
from typing import Literal

Sex = Literal["female", "male"]


@dataclass(frozen=True, kw_only=True)
class Described:
    """What was told, of whom; `age` in years, a child months old is 0; answers in the order given."""

    text: str
    age: int | None = None
    sex: Sex | None = None
    pregnant: bool | None = None
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Recommended:
    """A department of the hospital's own list; `score` is the share of belief, `at` the site it is at."""

    name: str
    score: float
    why: str
    at: str | None


@dataclass(frozen=True, kw_only=True)
class GuideChoice:
    """One answer that a question offers."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class GuideQuestion:
    """One short question that separates the departments still possible."""

    id: str
    text: str
    choices: tuple[GuideChoice, ...]


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """A department that the hospital itself lacks, and the place of the group that has it; None: none has."""

    department: str
    place: str | None


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """At most three departments, the best first; none: nothing could be told.

    `question` is None after two questions, or when none would separate. `override` is the rule that decided.
    """

    departments: tuple[Recommended, ...]
    question: GuideQuestion | None
    override: str | None
    elsewhere: tuple[Elsewhere, ...]
