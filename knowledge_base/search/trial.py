"""Whether the hospital's own words would be found, and whether anything else would be found no more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

import numpy as np

from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.entries import Entry, KnowledgeBase, TopicKind
from knowledge_base.overlay import Overlay, OwnEntry, OwnPhrasings, overlaid
from knowledge_base.overlay.rules import unsure_fault
from knowledge_base.profile import Hospital
from knowledge_base.search.index import build_index
from knowledge_base.search.remembering import Remembering
from knowledge_base.search.searching import Search, SearchResult, SearchUnavailable

NEIGHBOURS = 80
"""Phrasings of other entries that are asked again, those nearest to the own ones."""
REFUSALS = 30
"""The same of what we refuse."""
SURE = 0.5
"""The share of own phrasings that must be answered without choices: of ours, 95 % are (of 1,000 asked)."""
SUBJECTS = 4
"""Medicines and indicators named in the own words, whose entries are asked for again."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A question asked on trial: `found` under the own words' entry, else what would be told `instead`.

    `alone`: told at once, and not as the first of some choices. `reason` tells why nothing would be
    answered: a `Reason` of the search. `is_own` are the own phrasings.
    """

    question: str
    found: bool
    alone: bool = False
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
    """What came of it; `neighbours` is how many phrasings of other entries were asked again.

    `faults`, in an editor's words, are of the whole: what keeps it from being laid over at all (then nothing
    was tried), or that most phrasings would only be offered among choices.
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
        asked = tuple(_asked(then, own.questions, also, entry_id=entry_id))
        alone = [one.alone for one in asked if one.is_own and one.found]
        return Trial(
            asked=asked,
            disturbed=tuple(_disturbed(now, then, neighbours)),
            faults=() if sum(alone) >= SURE * len(alone) else (unsure_fault(alone),),
            neighbours=len(neighbours),
        )
    except EncoderBroken as fault:
        raise SearchUnavailable(str(fault)) from fault


def _both(search: Search, knowledge: KnowledgeBase) -> tuple[Search, Search]:
    """The search as it is and over the changed knowledge; nothing is encoded twice, and nothing kept."""
    index = search.index
    encoder = Remembering(search.encoder, index=index)
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
            found=standing is not _Standing.LOST,
            alone=standing is _Standing.ALONE,
            instead=given if given != entry_id else None,
            reason=result.reason,
            is_own=is_own,
        )


def _disturbed(now: Search, then: Search, neighbours: Sequence[tuple[str, str]]) -> Iterator[Disturbed]:
    """What is not found any more, but is found now."""
    for question, entry_id in neighbours:
        result = then.find(question)
        if _standing(result, entry_id=entry_id) is not _Standing.LOST:
            continue
        if _standing(now.find(question), entry_id=entry_id) is not _Standing.LOST:
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


class _Standing(Enum):
    """How an entry comes off: it is told alone, or comes first among choices."""

    LOST = auto()
    FIRST = auto()
    ALONE = auto()


def _standing(result: SearchResult, *, entry_id: str) -> _Standing:
    if _given(result) != entry_id:
        return _Standing.LOST
    return _Standing.ALONE if result.confident or result.refusal else _Standing.FIRST


def _given(result: SearchResult) -> str | None:
    if result.refusal:
        return result.refusal.id
    return result.answers[0].entry.id if result.answers else None
