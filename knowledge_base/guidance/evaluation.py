"""How often the right department comes first, and among three."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.documents import read_document
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.guidance.described import Described, Guidance
from knowledge_base.guidance.examples import EVALUATION, Case

REAL_LABELS = EVALUATION / "real_labels.yml"
NONE = "-"
"""Stands in the confusion table for no department at all."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One case, and what was told for it."""

    case: Case
    told: Guidance

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.told.departments) or (NONE,)

    @property
    def right(self) -> tuple[str, ...]:
        return self.case.departments or (NONE,)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Shares of all cases; a case no department is right for is right where none is told.

    `strict`: the first told is the first right; `accepted`: is accepted at all; `three`: an accepted one is
    among three, `three_strict`: the first accepted one is.
    """

    cases: int
    strict: float
    accepted: float
    three: float
    three_strict: float
    asked: float
    abstained: float
    overridden: float


def judge(cases: Sequence[Case], *, recommend: Callable[[Described], Guidance]) -> list[Judged]:
    return [Judged(case=case, told=recommend(case.described)) for case in cases]


def figures(rows: Sequence[Judged]) -> Figures:
    def share(holds: Callable[[Judged], bool]) -> float:
        return round(sum(map(holds, rows)) / max(len(rows), 1), 3)

    return Figures(
        cases=len(rows),
        strict=share(lambda row: row.names[0] == row.right[0]),
        accepted=share(lambda row: row.names[0] in row.right),
        three=share(lambda row: bool(set(row.names) & set(row.right))),
        three_strict=share(lambda row: row.right[0] in row.names),
        asked=share(lambda row: row.told.question is not None),
        abstained=share(lambda row: not row.told.departments),
        overridden=share(lambda row: row.told.override is not None),
    )


def confusions(rows: Sequence[Judged]) -> list[tuple[str, str, int]]:
    """Right, told first, how often; the most frequent mistakes first."""
    counts = Counter((row.right[0], row.names[0]) for row in rows if row.names[0] not in row.right)
    return [(right, told, count) for (right, told), count in counts.most_common()]


def read_real(path: Path, *, labels: Path = REAL_LABELS) -> Iterator[Case]:
    """Rows of a label that means none of our departments are left out. Raises KnowledgeFaulty, OSError."""
    read = read_document(labels, kind=dict)
    if isinstance(read, Fault):
        raise KnowledgeFaulty((read,))
    with path.open(encoding="utf-8") as lines:
        for at, line in enumerate(lines):
            row = json.loads(line)
            departments = read["labels"].get(row["dept"])
            text = row["ask"].strip() or row["title"].strip()
            if departments and text:
                yield Case(id=f"{at}", described=Described(text=text), departments=tuple(departments))
