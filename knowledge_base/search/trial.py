"""Whether the hospital's own words would be found, and whether anything else would be found no more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from knowledge_base.embedding.encoder import Encoded, Encoder, Matrix, Vector
from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.entries import Entry, KnowledgeBase, TopicKind
from knowledge_base.frames import all_frames
from knowledge_base.overlay import Overlay, OwnEntry, OwnPhrasings, overlaid
from knowledge_base.profile import Hospital
from knowledge_base.search.embedded import passage_of
from knowledge_base.search.index import FRAMED, Index, build_index
from knowledge_base.search.searching import Search, SearchResult, SearchUnavailable

NEIGHBOURS = 100
"""Phrasings of other entries that are asked again, those nearest to the own ones."""
REFUSALS = 30
"""The same of what we refuse."""
SUBJECTS = 4
"""Medicines and indicators named in the own words, whose entries are asked for again."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A question asked on trial: `found` under the own words' entry, else what would be told `instead`.

    `reason` tells why nothing would be answered: a `Reason` of the search. `is_own` are the own phrasings,
    which must be answered alone; of other questions the entry must at least come first.
    """

    question: str
    found: bool
    instead: str | None = None
    reason: str | None = None
    is_own: bool = True


@dataclass(frozen=True, kw_only=True)
class Disturbed:
    """A phrasing of another entry that finds its entry today, and with the own words would not.

    `now` is the entry given instead; None where nothing would be said any more.
    """

    question: str
    entry_id: str
    now: str | None


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of it; `faults` are what keeps the words from being laid over at all (nothing was tried).

    `neighbours` is how many phrasings of others were asked again.
    """

    asked: tuple[Tried, ...] = ()
    disturbed: tuple[Disturbed, ...] = ()
    faults: tuple[str, ...] = ()
    neighbours: int = 0

    @property
    def passed(self) -> bool:
        return not self.faults and not self.disturbed and all(one.found for one in self.asked)


def try_overlay(
    search: Search,
    own: OwnEntry | OwnPhrasings,
    *,
    hospital: Hospital,
    today: date,
    also: Sequence[str] = (),
) -> Trial:
    """Lay the words over what is served, for the trial alone; `also` are questions they should answer.

    Seconds of work. Raises SearchUnavailable.
    """
    overlay = Overlay(entries=(own,)) if isinstance(own, OwnEntry) else Overlay(phrasings=(own,))
    laid = overlaid(search.knowledge, overlay, hospital=hospital, today=today)
    if laid.faults:
        return Trial(faults=tuple(fault.fault for fault in laid.faults))
    entry_id = own.id if isinstance(own, OwnEntry) else own.entry_id
    try:
        now, then = _both(search, laid.knowledge)
        neighbours = _neighbours(now, own.questions, entry_id=entry_id)
        return Trial(
            asked=tuple(_asked(then, own.questions, also, entry_id=entry_id)),
            disturbed=tuple(_disturbed(now, then, neighbours)),
            neighbours=len(neighbours),
        )
    except EncoderBroken as fault:
        raise SearchUnavailable(str(fault)) from fault


def _both(search: Search, knowledge: KnowledgeBase) -> tuple[Search, Search]:
    """The search as it is and over the changed knowledge; nothing is encoded twice, and nothing kept."""
    index = search.index
    encoder = _Remembering(search.encoder, index=index)
    changed = build_index(
        knowledge, lexicon=index.lexicon, learned=index.learned, encoder=encoder, kept_in=None
    )
    return Search(search.knowledge, index, encoder), Search(knowledge, changed, encoder)


def _asked(then: Search, own: Sequence[str], also: Sequence[str], *, entry_id: str) -> Iterator[Tried]:
    for question in dict.fromkeys((*own, *also)):
        is_own, result = question in own, then.find(question)
        standing, given = _standing(result, entry_id=entry_id), _given(result)
        yield Tried(
            question=question,
            found=standing >= (_Standing.ALONE if is_own else _Standing.FIRST),
            instead=given if given != entry_id else None,
            reason=result.reason,
            is_own=is_own,
        )


def _disturbed(now: Search, then: Search, neighbours: Sequence[tuple[str, str]]) -> Iterator[Disturbed]:
    for question, entry_id in neighbours:
        before = _standing(now.find(question), entry_id=entry_id)
        result = then.find(question) if before else None
        if result and _standing(result, entry_id=entry_id) < before:
            yield Disturbed(question=question, entry_id=entry_id, now=_given(result))


def _neighbours(now: Search, own: Sequence[str], *, entry_id: str) -> list[tuple[str, str]]:
    """Questions and the entries they belong to: of each other kind those nearest to the own ones."""
    index = now.index
    near = np.max([index.phrasing_cosines(index.seen(one)) for one in now.encoder.questions(own)], axis=0)
    told = [(question, entry) for entry in index.entries[: index.plain] for question in entry.questions]
    ranked = [told[row] for row in np.argsort(-near, kind="stable")]
    others = [(question, entry) for question, entry in ranked if entry.id != entry_id]
    refused = [(question, entry.id) for question, entry in others if _is_refusal(entry, now=now)]
    plain = [(question, entry.id) for question, entry in others if not _is_refusal(entry, now=now)]
    return [*plain[:NEIGHBOURS], *refused[:REFUSALS], *_subjects(now, own)]


def _subjects(now: Search, own: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Medicines and indicators are asked about in frames: a question an entry of those the words name."""
    names = now.names
    named = dict.fromkeys(subject for question in own for subject in names.named_in(question).subjects)
    for subject in list(named)[:SUBJECTS]:
        yield from ((entry.title, entry.id) for entry in now.index.topics[subject].entries)


def _is_refusal(entry: Entry, *, now: Search) -> bool:
    return now.index.topics[entry.topic_id].kind is TopicKind.REFUSAL


class _Standing(IntEnum):
    """How an entry comes off: it is told alone, or comes first among choices."""

    LOST = 0
    FIRST = 1
    ALONE = 2


def _standing(result: SearchResult, *, entry_id: str) -> _Standing:
    if _given(result) != entry_id:
        return _Standing.LOST
    return _Standing.ALONE if result.confident or result.refusal else _Standing.FIRST


def _given(result: SearchResult) -> str | None:
    if result.refusal:
        return result.refusal.id
    return result.answers[0].entry.id if result.answers else None


class _Remembering:
    """The encoder, and beside it every vector that the index was built from."""

    def __init__(self, encoder: Encoder, *, index: Index) -> None:
        self._encoder = encoder
        self.stamp, self.dimension = encoder.stamp, encoder.dimension
        plain = index.entries[: index.plain]
        frames = [text for *_, text in all_frames(FRAMED)]
        asked = [question for entry in plain for question in entry.questions]
        self._questions = {
            **dict(zip(frames, index.unturned.frames, strict=True)),
            **dict(zip(asked, index.unturned.phrasings, strict=True)),
        }
        self._passages = dict(zip(map(passage_of, plain), index.unturned.passages, strict=True))

    def question(self, text: str) -> Vector:
        found = self._questions.get(text)
        if found is None:
            found = self._questions[text] = self._encoder.question(text)
        return found

    def questions(self, texts: Sequence[str], *, encoded: Encoded | None = None) -> Matrix:  # noqa: ARG002
        return np.stack([self.question(text) for text in texts])

    def passages(self, texts: Sequence[str], *, encoded: Encoded | None = None) -> Matrix:  # noqa: ARG002
        missing = [text for text in texts if text not in self._passages]
        if missing:
            self._passages |= dict(zip(missing, self._encoder.passages(missing), strict=True))
        return np.stack([self._passages[text] for text in texts])
