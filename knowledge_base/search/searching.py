"""A caller's question answered from what we know, with choices when close, with silence when unsure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.encoder import Encoder, Vector
from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.entries import Entry, KnowledgeBase, Topic, TopicKind
from knowledge_base.frames import section_of
from knowledge_base.reports.reader import Reading, ReportReader
from knowledge_base.search.closest import Near, closest_entries
from knowledge_base.search.index import Index
from knowledge_base.search.naming import Named, Names
from knowledge_base.search.opening_hours import asks_hours, may_tell_hours
from knowledge_base.search.signals import Signals, signals_of
from knowledge_base.search.weights import Weights, belief

Values = NDArray[np.float64]

ALONE_IN_CONTEXT = 0.5  # share of belief: within the topic at hand a near miss is still about what was asked
_MEDICATION = "medication"
LONGEST_QUESTION = 400  # characters; what a caller pastes beyond that only blurs the question


class SearchUnavailable(Exception):  # noqa: N818 - a noun of the trade
    """The search itself failed; nothing is said about the question."""


class Reason(StrEnum):
    """Why nothing was answered; the last three are requests that we refuse.

    WITHHELD is what the hospital does not want told: saying it differently would not help.
    """

    OUTSIDE = "outside"
    UNSURE = "unsure"
    UNCOVERED = "uncovered"
    WITHHELD = "withheld"
    DIAGNOSIS = "diagnosis"
    PRESCRIPTION = "prescription"
    DOSE = "dose"


@dataclass(frozen=True)
class Hit:
    """An entry and how strongly the signals speak for it (comparable within one result only)."""

    entry: Entry
    score: float


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """Hits, best first; none when abstaining, so that nobody can give by mistake what we would not say.

    `confident` means that the first may be given alone; otherwise offer the hits as choices. `nearest` are
    the hits in any case, for staff who look after gaps, never for callers. `refusal` is what to say to a
    request for a diagnosis, a prescription or a dose, and what we can do instead.
    """

    answers: tuple[Hit, ...]
    nearest: tuple[Hit, ...]
    abstained: bool
    reason: str | None
    confident: bool
    refusal: Entry | None = None

    def told(self, shown: Callable[[Entry], Entry]) -> "SearchResult":
        """The same result with each entry as it is shown."""
        return replace(
            self,
            answers=tuple(replace(hit, entry=shown(hit.entry)) for hit in self.answers),
            nearest=tuple(replace(hit, entry=shown(hit.entry)) for hit in self.nearest),
            refusal=self.refusal and shown(self.refusal),
        )


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Every entry's score for one question, and the readings that gave it.

    Two readings are the question as asked and as spelt out with the conversation's topic.
    """

    scores: Values
    readings: tuple[Signals, ...]

    @property
    def first(self) -> int:
        return int(np.argmax(self.scores))

    @property
    def in_context(self) -> bool:
        return len(self.readings) > 1

    def evidence(self, weights: Weights) -> float:
        """How much speaks for the first entry; with two readings it must hold in both."""
        readings = [one for one in self.readings if one.candidates[self.first]]
        return sum(weights.evidence(one.evidence(self.first)) for one in readings) / len(readings)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A value read out of a message, and the entry it is explained by."""

    reading: Reading
    entry: Entry


class KnowledgeSearch(Protocol):
    """What the doors ask, whoever answers: a search, the one being served, none."""

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        """Raises SearchUnavailable."""
        ...

    def read(self, message: str) -> tuple[Told, ...]:
        """Never raises for what a message holds; where nothing is served nothing is read."""
        ...


class Search:
    """Safe to share between threads: everything it holds is only read."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        index: Index,
        encoder: Encoder,
        *,
        weights: Weights | None = None,
        reader: ReportReader | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._index = index
        self._encoder = encoder
        self._names = Names(knowledge, lexicon=index.lexicon)
        self._weights = weights or Weights.read()
        self._reader = reader
        self._told = knowledge.entries.keys()

    @property
    def knowledge(self) -> KnowledgeBase:
        return self._knowledge

    @property
    def index(self) -> Index:
        return self._index

    @property
    def encoder(self) -> Encoder:
        return self._encoder

    @property
    def names(self) -> Names:
        return self._names

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        """Answer a question; `topic` (id or name) is what the conversation was about.

        Raises SearchUnavailable.
        """
        text = question.strip()[:LONGEST_QUESTION]
        if not text:
            return _nothing()
        try:
            ranking = self._rank(text, context=self._knowledge.find_topic(topic) if topic else None)
        except EncoderBroken as error:
            raise SearchUnavailable(str(error)) from error
        return self._result(ranking, text, limit=limit)

    def closest(self, question: str, *, limit: int = 3) -> tuple[Near, ...]:
        """What comes nearest by the model alone, however far it lies. Raises SearchUnavailable."""
        text = question.strip()[:LONGEST_QUESTION]
        try:
            return closest_entries(
                text, index=self._index, names=self._names, encoder=self._encoder, limit=limit
            )
        except EncoderBroken as error:
            raise SearchUnavailable(str(error)) from error

    def middle(self) -> Vector:
        """The mean vector of all phrasings, by the model alone."""
        mean: Vector = self._index.unturned.phrasings.mean(axis=0)
        return mean

    def read(self, message: str) -> tuple[Told, ...]:
        """The values of a report told in a message, in its order."""
        readings = self._reader.read(message[:LONGEST_QUESTION]) if self._reader else ()
        entries = self._knowledge.entries
        return tuple(Told(reading=one, entry=entries[f"{one.indicator}.{one.section}"]) for one in readings)

    def ranked(self, question: str, *, topic: str | None = None) -> Ranking:
        """The whole ranking, for measuring and calibrating. Raises EncoderBroken."""
        return self._rank(question, context=self._knowledge.find_topic(topic) if topic else None)

    def _rank(self, text: str, *, context: Topic | None) -> Ranking:
        plain = self._ranking(text)
        if context is None or self._leads_elsewhere(plain.readings[0].named):
            return plain
        # After a value its disease may be meant: whichever knows best which entry it is. A medicine stays.
        at_hand = (context, *self._main_disease(context))
        within = max((self._within(topic, text, plain=plain) for topic in at_hand), key=_decidedness)
        if within.scores.max() < plain.scores.max() or self._asks_for_refused(plain, within=within):
            return plain
        return within

    def _asks_for_refused(self, plain: Ranking, *, within: Ranking) -> bool:
        """A request we refuse stays one in the midst of a talk, unless the talk's own medicines answer it."""
        refused = self._is_refusal(self._index.entries[plain.first])
        return refused and self._index.entries[within.first].aspect != _MEDICATION

    def _main_disease(self, topic: Topic) -> tuple[Topic, ...]:
        diseases = topic.belongs_to[:1] if topic.kind is TopicKind.INDICATOR else ()
        return tuple(self._index.topics[one] for one in diseases)

    def _within(self, topic: Topic, text: str, *, plain: Ranking) -> Ranking:
        spelt_out = self._ranking(f"{topic.name}，{text}")
        rows = self._index.rows_of[topic.id]
        # Alone, the topic's name drowns a short question: what both readings favour is what was meant.
        # A medicine's entries stand in the second reading only.
        first, second = plain.scores[rows], spelt_out.scores[rows]
        joined = np.where(np.isfinite(first), (first + second) / 2, second) + self._weights.context
        scores = np.full_like(plain.scores, -np.inf)
        scores[rows] = joined
        return Ranking(scores=scores, readings=(*plain.readings, *spelt_out.readings))

    def _leads_elsewhere(self, named: Named) -> bool:
        """Readings (血压, 体重) belong to the talk at hand; a disease or a medicine begins another."""
        kinds = {self._index.topics[subject].kind for subject in named.subjects}
        return bool(named.uncovered or named.topics or TopicKind.MEDICINE in kinds)

    def _ranking(self, text: str) -> Ranking:
        signals = signals_of(text, index=self._index, names=self._names, encoder=self._encoder)
        scores = np.where(signals.candidates, self._weights.scores(signals.relative()), -np.inf)
        return Ranking(scores=scores, readings=(signals,))

    def _result(self, ranking: Ranking, text: str, *, limit: int) -> SearchResult:
        first = self._index.entries[ranking.first]
        reason, refusal = self._silence(ranking), None
        if reason is None and asks_hours(text) and not may_tell_hours(first):
            reason = Reason.UNSURE
        if reason is None and self._is_refusal(first):
            reason, refusal = Reason(section_of(first.id)), first
        hits = tuple(islice(self._hits(ranking), limit))
        share = float(belief(ranking.scores)[ranking.first])
        return SearchResult(
            answers=hits if reason is None else (),
            nearest=hits,
            abstained=reason is not None,
            reason=reason,
            confident=reason is None
            and share >= (ALONE_IN_CONTEXT if ranking.in_context else self._weights.alone_from),
            refusal=refusal,
        )

    def _hits(self, ranking: Ranking) -> Iterator[Hit]:
        """What can be given as an answer, best first."""
        order = np.argsort(-ranking.scores, kind="stable")[: int(np.isfinite(ranking.scores).sum())]
        found = (Hit(self._index.entries[row], round(float(ranking.scores[row]), 4)) for row in order)
        return (hit for hit in found if hit.entry.id in self._told and not self._is_refusal(hit.entry))

    def _is_refusal(self, entry: Entry) -> bool:
        return self._index.topics[entry.topic_id].kind is TopicKind.REFUSAL

    def _silence(self, ranking: Ranking) -> Reason | None:
        uncovered = ranking.readings[0].named.uncovered
        if uncovered and not _mentions(self._index.entries[ranking.first], uncovered):
            return Reason.UNCOVERED
        weights, evidence = self._weights, ranking.evidence(self._weights)
        if evidence >= (weights.follow_from if ranking.in_context else weights.answer_from):
            is_told = self._index.entries[ranking.first].id in self._told
            return None if is_told else Reason.WITHHELD
        return Reason.OUTSIDE if evidence < weights.outside_below else Reason.UNSURE


def _decidedness(ranking: Ranking) -> float:
    return float(belief(ranking.scores).max())


def _mentions(entry: Entry, word: str) -> bool:
    return any(word in text.lower() for text in (*entry.questions, entry.answer))


def _nothing() -> SearchResult:
    return SearchResult(answers=(), nearest=(), abstained=True, reason=Reason.OUTSIDE, confident=False)
