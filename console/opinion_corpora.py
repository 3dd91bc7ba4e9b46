"""The messages the second opinion is learned from, and those by which its limits are set and judged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from console.knowledge import read_indicators
from console.opinion_values import calm_values
from console.paths import NLU
from hotline.safety import TriageGrade
from hotline.safety.opinion_learning import Lesson
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.entries import KnowledgeBase

# The headings under which the corpora keep their messages.
GRADES = {
    "emergency": TriageGrade.EMERGENCY,
    "urgent": TriageGrade.URGENT,
    "today": TriageGrade.URGENT,
    "everyday": TriageGrade.ROUTINE,
}
LEARNING = "opinion/learning"  # a folder: a file a writer
LEARNED_FROM = (LEARNING, "first_sight", "second_sight", "third_sight", "fourth_sight")
OF_ONE_GRADE = {
    "must_stop": TriageGrade.EMERGENCY,
    "urgent": TriageGrade.URGENT,
    "must_pass": TriageGrade.ROUTINE,
}
PHRASINGS_KEPT = 2  # one phrasing of so many: they are all calm, and would drown the rest
PHRASING_WEIGHT = 0.6  # nobody wrote them as messages
CALM_ASPECTS = {"seek_care"}
# What is said to the hotline besides health: the dialogue's own examples of these intents.
CALM_INTENTS = (
    "affirm",
    "ask_clinic_schedule",
    "ask_insurance",
    "ask_service",
    "book_visit",
    "check_ticket",
    "complain",
    "deny",
    "goodbye",
    "greet",
    "out_of_scope",
    "repeat",
    "request_person",
    "slower",
    "thank",
)
_MARKED = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


def told_messages(folder: Path, name: str) -> list[tuple[str, TriageGrade]]:
    """A corpus whose headings are grades: a file, or a folder of such files."""
    files = sorted((folder / name).glob("*.yml")) or [folder / f"{name}.yml"]
    contents = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    return [
        (text, GRADES[heading])
        for content in contents
        for heading, texts in content.items()
        for text in texts
    ]


def lessons(folder: Path, *, knowledge: KnowledgeBase, encoder: QuestionEncoder) -> list[Lesson]:
    """What the opinion is learned from: the corpora rules were mended on, and calm phrasings."""
    told = dict(pair for name in LEARNED_FROM for pair in told_messages(folder, name))
    for name, grade in OF_ONE_GRADE.items():
        told |= dict.fromkeys(_texts(_content(folder, name)), grade)
    told |= dict.fromkeys(_small_talk(NLU), TriageGrade.ROUTINE)
    told |= dict.fromkeys(calm_values(read_indicators()), TriageGrade.ROUTINE)
    dangers = set(_texts(_content(folder, "everyday")))
    calm = _calm_phrasings(knowledge, dangers=dangers)[::PHRASINGS_KEPT]
    return [
        *_lessons(list(told.items()), encoder=encoder),
        *_lessons([(text, TriageGrade.ROUTINE) for text in calm], encoder=encoder, weight=PHRASING_WEIGHT),
    ]


def read_lessons(folder: Path, name: str, *, encoder: QuestionEncoder) -> list[Lesson]:
    return _lessons(told_messages(folder, name), encoder=encoder)


def _lessons(
    told: Sequence[tuple[str, TriageGrade]], *, encoder: QuestionEncoder, weight: float = 1.0
) -> list[Lesson]:
    vectors = encoder.questions([text for text, _ in told])
    return [
        Lesson(text=text, grade=grade, vector=vector, weight=weight)
        for (text, grade), vector in zip(told, vectors, strict=True)
    ]


def _calm_phrasings(knowledge: KnowledgeBase, *, dangers: set[str]) -> list[str]:
    plain = (topic for topic in knowledge.topics if not topic.kind.is_framed)
    entries = (entry for topic in plain for entry in topic.entries if entry.id not in dangers)
    return [text for entry in entries if entry.aspect not in CALM_ASPECTS for text in entry.questions]


def _small_talk(folder: Path) -> Iterator[str]:
    for intent in CALM_INTENTS:
        for row in _content(folder, intent)["nlu"]:
            for line in str(row.get("examples", "")).splitlines():
                yield _MARKED.sub(r"\1", line.removeprefix("- ").strip())


def _content(folder: Path, name: str) -> Any:
    return yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8"))


def _texts(content: Any) -> Iterable[str]:
    if isinstance(content, str):
        return [content]
    children = content.values() if isinstance(content, dict) else content
    return [text for child in children for text in _texts(child)]
