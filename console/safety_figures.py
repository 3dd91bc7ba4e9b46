"""What the gate makes of the committed messages: found, missed and false, counted anew each time."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from hotline.safety import TriageGrade, screen

EVERY_HEADING = "*"
_SURENESS = 1.96
"""Standard deviations either side of a 95 % interval."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Judged(_Strict):
    """A figure noted when a set was first judged, before the rules were mended on it."""

    wanted: TriageGrade
    reached: int
    of: Annotated[int, Field(gt=0)]


class Corpus(_Strict):
    """A file of messages; `expects` gives the grade of each heading, `*` of all headings."""

    name: str
    file: str
    origin: Literal["core", "mended", "unseen"]
    expects: dict[str, TriageGrade]
    at_first_sight: tuple[Judged, ...] = ()

    def messages(self, root: Path) -> Iterator[tuple[TriageGrade, str]]:
        content: dict[str, Any] = yaml.safe_load((root / self.file).read_text(encoding="utf-8"))
        for heading, texts in content.items():
            wanted = self.expects.get(heading, self.expects.get(EVERY_HEADING))
            if wanted is not None:
                yield from ((wanted, text) for text in _flat(texts))


@dataclass(frozen=True, slots=True)
class Tally:
    """How the messages were graded that should all have been `wanted`."""

    wanted: TriageGrade
    graded: Mapping[TriageGrade, int]

    @property
    def total(self) -> int:
        return sum(self.graded.values())

    @property
    def reached(self) -> int:
        """At least as grave as wanted; of everyday messages, those left alone."""
        if self.wanted is TriageGrade.ROUTINE:
            return self.graded.get(TriageGrade.ROUTINE, 0)
        return sum(number for grade, number in self.graded.items() if grade >= self.wanted)

    @property
    def false_alarms(self) -> int:
        """Raised to emergency without being one; only everyday messages count."""
        return self.graded.get(TriageGrade.EMERGENCY, 0) if self.wanted is TriageGrade.ROUTINE else 0


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, with the 95 % interval (Wilson) of the share it stands for."""

    part: int
    of: int

    @property
    def value(self) -> float:
        return self.part / self.of

    @property
    def interval(self) -> tuple[float, float]:
        spread = _SURENESS**2 / self.of
        middle = (self.value + spread / 2) / (1 + spread)
        half = _SURENESS * sqrt(self.value * (1 - self.value) / self.of + spread / self.of / 4) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)


def tally(messages: Iterable[tuple[TriageGrade, str]]) -> list[Tally]:
    """One tally a wanted grade, the gravest first."""
    graded: dict[TriageGrade, Counter[TriageGrade]] = {}
    for wanted, text in messages:
        graded.setdefault(wanted, Counter())[screen(text).grade] += 1
    return [Tally(wanted, graded[wanted]) for wanted in sorted(graded, reverse=True)]


def together(tallies: Iterable[Tally]) -> dict[TriageGrade, Tally]:
    summed: dict[TriageGrade, Counter[TriageGrade]] = {}
    for one in tallies:
        summed.setdefault(one.wanted, Counter()).update(one.graded)
    return {wanted: Tally(wanted, graded) for wanted, graded in summed.items()}


def version_of(corpora: Iterable[Corpus], *, root: Path) -> str:
    """The hash of their content: the same figures come only of the same version and the same rules."""
    digest = hashlib.sha256()
    for corpus in corpora:
        digest.update(f"{corpus.file}\0".encode())
        digest.update((root / corpus.file).read_bytes())
    return digest.hexdigest()[:12]


def _flat(texts: Any) -> Iterator[str]:
    if isinstance(texts, str):
        yield texts
    else:
        for text in texts.values() if isinstance(texts, dict) else texts:
            yield from _flat(text)
