"""From eight weeks of questions without an answer to what is missing in what we know."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge_base.embedding.encoder import Matrix
from knowledge_base.gaps.asking import asks_for_something
from knowledge_base.gaps.grouping import groups, likeness_around
from knowledge_base.needs.finding import WEEKS, central, fair_part, known_pairs
from knowledge_base.needs.kept_vectors import KeptVectors
from knowledge_base.needs.masking import example, masked
from knowledge_base.search.closest import NearSearch
from knowledge_base.search.searching import KnowledgeSearch

MOST = 40
"""Gaps that are told in full."""

_EXAMPLES = 8
_NEAREST = 3
_TRIED = 3
"""Texts of a gap that are asked again, to see whether they are answered by now."""


class Served(KnowledgeSearch, NearSearch, Protocol):
    """The search that callers' questions are answered from today."""


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """One question without an answer; `week` is 0 for the week looked at, 1 for the one before."""

    contact: str
    caller: str
    at: datetime
    week: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """`weeks` counts contacts, the week looked at first; `why` counts questions by what they lacked.

    `last` is when it was asked last. `nearest` are entries with the model's own cosine, best first, however
    far they lie. `is_answered`: its most central texts are answered, asked again now. `examples` may be shown
    or may be none; `texts` are the callers' own words, the most central first: to measure by, never to
    show. `id` comes from the words asked first, `known_as` from all: an id of another week is among them.
    """

    id: str
    name: str
    questions: int
    callers: int
    weeks: tuple[int, ...]
    last: datetime
    examples: tuple[str, ...]
    nearest: tuple[tuple[str, float], ...]
    why: Mapping[str, int]
    is_answered: bool
    texts: tuple[str, ...]
    known_as: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """Those most callers asked first; `more` were asked by fewer. `looked_at` of all `contacts`."""

    found: tuple[Gap, ...]
    more: int
    contacts: int
    looked_at: int


def find_gaps(
    lacking: Iterable[Lacking],
    *,
    vectors: KeptVectors,
    served: Served,
    vocabulary: Collection[str] = (),
    most: int = MOST,
) -> Gaps:
    """`vocabulary` as for needs. Raises EncoderBroken, SearchUnavailable."""
    told = [one for one in lacking if 0 <= one.week < WEEKS and asks_for_something(one.text)]
    part = fair_part({one.contact for one in told})
    by_text: dict[str, list[Lacking]] = defaultdict(list)
    for one in told:
        if one.contact in part:
            by_text[one.text].append(one)
    contacts = len({one.contact for one in told})
    if not by_text:
        return Gaps(found=(), more=0, contacts=contacts, looked_at=0)
    texts = sorted(by_text)
    like = likeness_around(vectors.of(texts), middle=served.middle())
    asked_by = {text: {one.caller for one in members} for text, members in by_text.items()}
    known = known_pairs(asked_by, vocabulary=vocabulary)
    gathered = [_gathered(places, texts=texts, like=like, by_text=by_text) for places in groups(like)]
    gathered.sort(key=lambda one: (-one.callers, -len(one.members), one.central[0]))
    return Gaps(
        found=tuple(_gap(one, known=known, served=served) for one in gathered[:most]),
        more=len(gathered[most:]),
        contacts=contacts,
        looked_at=len(part),
    )


@dataclass(frozen=True, kw_only=True)
class _Gathered:
    central: tuple[str, ...]
    members: tuple[Lacking, ...]
    callers: int


def _gathered(
    places: Sequence[int], *, texts: Sequence[str], like: Matrix, by_text: Mapping[str, Sequence[Lacking]]
) -> _Gathered:
    members = tuple(one for place in places for one in by_text[texts[place]])
    return _Gathered(
        central=tuple(central(texts, places, like)),
        members=members,
        callers=len({one.caller for one in members}),
    )


def _gap(gathered: _Gathered, *, known: Collection[str], served: Served) -> Gap:
    members, texts = gathered.members, gathered.central
    shown = tuple(dict.fromkeys(told for text in texts if (told := example(text, known=known))))
    weeks = Counter({one.contact: one.week for one in members}.values())
    first = min(members, key=lambda one: (one.at, one.text))
    return Gap(
        id=name_of(first.text),
        name=shown[0] if shown else "",
        questions=len(members),
        callers=gathered.callers,
        weeks=tuple(weeks[week] for week in range(WEEKS)),
        last=max(one.at for one in members),
        examples=shown[:_EXAMPLES],
        nearest=tuple((one.entry.id, one.cosine) for one in served.closest(texts[0], limit=_NEAREST)),
        why=Counter(one.why for one in members),
        is_answered=all(served.find(text).answers for text in texts[:_TRIED]),
        texts=texts,
        known_as=frozenset(name_of(text) for text in texts),
    )


def name_of(text: str) -> str:
    """What a wording is known as: made of the words without what points to somebody."""
    return "gap-" + hashlib.sha256(masked(text).encode()).hexdigest()[:12]
