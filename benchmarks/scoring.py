"""What a system's answers to the labelled questions are worth, and the table that says so."""

import statistics
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from benchmarks.load import table
from knowledge_base.evaluation import CHOICES, Question


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The best entries' ids, best first, none for an abstention; and the CPU time it took."""

    found: tuple[str, ...]
    milliseconds: float

    def hits(self, question: Question, *, within: int) -> bool:
        return not question.entries.isdisjoint(self.found[:within])


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one system answered, by question, and what it cost; all but the build of a fresh process."""

    answers: Mapping[str, Answer]
    build_seconds: float
    import_seconds: float
    load_seconds: float
    peak_bytes: int
    torch: bool

    @classmethod
    def read(cls, content: Mapping[str, Any], *, texts: Sequence[str]) -> Self:
        """From the workers' JSON, whose answers stand in the order of the texts."""
        given = [
            Answer(found=(*one["found"],), milliseconds=one["milliseconds"]) for one in content["answers"]
        ]
        costs = {key: value for key, value in content.items() if key != "answers"}
        return cls(answers=dict(zip(texts, given, strict=True)), **costs)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One system on some questions; shares between 0 and 1, `outside` where the system can abstain."""

    name: str
    asked: int
    hit_at_1: float
    hit_at_3: float
    outside: float | None
    milliseconds: float
    run: Run

    @property
    def missed(self) -> float:
        return 1 - self.hit_at_1


def row(name: str, run: Run, *, asked: Sequence[Question], outside: Sequence[Question] = ()) -> Row:
    """`outside` are the questions nobody should answer, for systems that can be silent."""
    silences = [not run.answers[question.text].found for question in outside]
    return Row(
        name=name,
        asked=len(asked),
        hit_at_1=_share(run.answers[one.text].hits(one, within=1) for one in asked),
        hit_at_3=_share(run.answers[one.text].hits(one, within=CHOICES) for one in asked),
        outside=_share(silences) if silences else None,
        milliseconds=statistics.median(run.answers[one.text].milliseconds for one in asked),
        run=run,
    )


def answerable_from(questions: Iterable[Question], *, entries: Collection[str]) -> list[Question]:
    """Those with an acceptable entry among `entries`: a system cannot find what it was never given."""
    known = set(entries)
    return [question for question in questions if not question.entries.isdisjoint(known)]


def report(title: str, rows: Sequence[Row]) -> str:
    """The ratios compare each row with the first."""
    cells = [[one.name, *(show(one, rows[0]) for show in COLUMNS.values())] for one in rows]
    return table(title, columns=("system", *COLUMNS), rows=cells)


COLUMNS: Mapping[str, Callable[[Row, Row], str]] = {
    "questions": lambda one, _: str(one.asked),
    "hit@1": lambda one, _: f"{one.hit_at_1:.3f}",
    "hit@3": lambda one, _: f"{one.hit_at_3:.3f}",
    "misses": lambda one, first: _times(one.missed, first.missed),
    "outside abstained": lambda one, _: "–" if one.outside is None else f"{one.outside:.3f}",
    "CPU ms": lambda one, _: f"{one.milliseconds:.1f}",
    "CPU": lambda one, first: _times(one.milliseconds, first.milliseconds),
    "peak MB": lambda one, _: f"{one.run.peak_bytes / 1e6:.0f}",
    "build s": lambda one, _: f"{one.run.build_seconds:.1f}",
    "imports s": lambda one, _: f"{one.run.import_seconds:.1f}",
    "load s": lambda one, _: f"{one.run.load_seconds:.2f}",
    "torch": lambda one, _: "imported" if one.run.torch else "no",
}


def _times(value: float, first: float) -> str:
    return f"×{value / first:.2g}" if first else "–"


def _share(verdicts: Iterable[bool]) -> float:
    return statistics.fmean(verdicts)
