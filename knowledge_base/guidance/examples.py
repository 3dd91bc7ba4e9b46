"""Plain sentences by kind of department: what is learned from, and what is measured on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.documents import read_document
from knowledge_base.entries import KnowledgeBase, TopicKind
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.guidance.catalogue import Kind
from knowledge_base.guidance.described import Described
from knowledge_base.guidance.loading import HERE

EXAMPLES = HERE / "examples"
EVALUATION = HERE / "evaluation"


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A sentence and the kinds it may belong to, with their shares; `weight` beside other lessons."""

    described: Described
    kinds: Mapping[str, float]
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Case:
    """A description and every department right for it, the best first; none where a hospital has none."""

    id: str
    described: Described
    departments: tuple[str, ...]


def read_lessons(folder: Path = EXAMPLES) -> list[Lesson]:
    """Raises KnowledgeFaulty."""
    files = [(path, read_document(path, kind=dict)) for path in sorted(folder.glob("*.yml"))]
    if faults := tuple(read for _, read in files if isinstance(read, Fault)):
        raise KnowledgeFaulty(faults)
    return [
        Lesson(described=Described(text=str(text)), kinds={kind: 1.0})
        for _, read in files
        if not isinstance(read, Fault)
        for kind, texts in read.items()
        for text in texts
    ]


def topic_lessons(knowledge: KnowledgeBase, kinds: Mapping[str, Kind], *, weight: float) -> Iterator[Lesson]:
    """How people ask about a disease belongs to the department its topic is sent to."""
    by_name = {name: kind.id for kind in kinds.values() for name in kind.names}
    for topic in knowledge.topics:
        kind = by_name.get(topic.department)
        if kind is not None and topic.kind is TopicKind.DISEASE:
            phrasings = [entry.questions[0] for entry in topic.entries if entry.questions]
            yield from (
                Lesson(described=Described(text=text), kinds={kind: 1.0}, weight=weight) for text in phrasings
            )


def read_cases(path: Path) -> list[Case]:
    """Raises KnowledgeFaulty."""
    read = read_document(path, kind=list)
    if isinstance(read, Fault):
        raise KnowledgeFaulty((read,))
    return [_case(row) for row in read]


def case_lessons(cases: list[Case], kinds: Mapping[str, Kind], *, weight: float) -> Iterator[Lesson]:
    """The first accepted department counts twice as much as each of the others."""
    by_name = {name: kind.id for kind in kinds.values() for name in kind.names}
    for case in cases:
        told = [by_name[name] for name in case.departments if name in by_name]
        if told:
            shares = {kind: (1 + (at == 0)) / (len(told) + 1) for at, kind in enumerate(told)}
            yield Lesson(described=case.described, kinds=shares, weight=weight)


def _case(row: Mapping[str, Any]) -> Case:
    described = Described(
        text=row["text"], age=row.get("age"), sex=row.get("sex"), pregnant=row.get("pregnant")
    )
    return Case(id=str(row["id"]), described=described, departments=tuple(row["departments"]))
