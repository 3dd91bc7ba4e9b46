"""How well the search answers, on questions that were written before it was tuned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.search.searching import Search, SearchResult

CHOICES = 3


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with its acceptable entries; none for what lies outside or is not answered yet."""

    text: str
    entries: frozenset[str]
    topic: str | None
    after: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """`answerable` has an acceptable entry, `gaps` are our topics without one, `outside` is not ours.

    `refused` asks for a diagnosis, a prescription or a dose: its entries are the refusals.
    """

    answerable: tuple[Question, ...]
    gaps: tuple[Question, ...]
    refused: tuple[Question, ...]
    follow_ups: tuple[Question, ...]
    outside: tuple[Question, ...]

    @property
    def outside_in_context(self) -> tuple[Question, ...]:
        """The outside questions again, asked in turn after each of the follow-ups' topics."""
        topics = cycle(dict.fromkeys(one.after for one in self.follow_ups))
        return tuple(replace(one, after=topic) for one, topic in zip(self.outside, topics, strict=False))


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Shares between 0 and 1; an abstention is a miss for an answerable question.

    `wrong_alone` is the share of all questions, outside ones included, that were given one wrong answer
    without choices.
    """

    answerable: int
    refused: int
    outside: int
    hit_at_1: float
    hit_at_3: float
    follow_ups_hit_at_1: float
    answerable_abstained: float
    requests_refused: float
    outside_abstained: float
    outside_abstained_in_context: float
    given_alone: float
    wrong_alone: float


def read_questions(path: Path) -> QuestionSet:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    in_scope = [_question(row, topic=topic) for topic, rows in raw["in_scope"].items() for row in rows]
    return QuestionSet(
        answerable=tuple(question for question in in_scope if question.entries),
        gaps=tuple(question for question in in_scope if not question.entries),
        refused=tuple(_question(row, topic=None) for row in raw.get("refused", [])),
        follow_ups=tuple(_question(row, topic=None) for row in raw.get("follow_ups", [])),
        outside=tuple(_question(row, topic=None) for row in raw["outside"]),
    )


def evaluate(search: Search, questions: QuestionSet) -> Figures:
    answerable = _asked(search, questions.answerable)
    follow_ups = _asked(search, questions.follow_ups)
    refused = _asked(search, questions.refused)
    outside = _asked(search, questions.outside)
    in_context = _asked(search, questions.outside_in_context)
    everything = [*answerable, *refused, *outside, *_asked(search, questions.gaps)]
    return Figures(
        answerable=len(answerable),
        refused=len(refused),
        outside=len(outside),
        hit_at_1=_share(_hits(one, within=1) for one in answerable),
        hit_at_3=_share(_hits(one, within=CHOICES) for one in answerable),
        follow_ups_hit_at_1=_share(_hits(one, within=1) for one in follow_ups),
        answerable_abstained=_share(result.abstained for _, result in answerable),
        requests_refused=_share(result.refusal is not None for _, result in refused),
        outside_abstained=_share(result.abstained for _, result in outside),
        outside_abstained_in_context=_share(result.abstained for _, result in in_context),
        given_alone=_share(result.confident for _, result in answerable),
        wrong_alone=_share(result.confident and not _hits((q, result), within=1) for q, result in everything),
    )


def _question(row: Mapping[str, Any], *, topic: str | None) -> Question:
    return Question(
        text=row["text"], entries=frozenset(row.get("entries", ())), topic=topic, after=row.get("after")
    )


def _asked(search: Search, questions: Iterable[Question]) -> list[tuple[Question, SearchResult]]:
    return [(one, search.find(one.text, topic=one.after, limit=CHOICES)) for one in questions]


def _hits(asked: tuple[Question, SearchResult], *, within: int) -> bool:
    question, result = asked
    named = {hit.entry.id for hit in result.answers[:within]}
    return not result.abstained and bool(named & question.entries)


def _share(verdicts: Iterable[bool]) -> float:
    counted = list(verdicts)
    return round(sum(counted) / len(counted), 4) if counted else 0.0
