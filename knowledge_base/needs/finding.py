"""From eight weeks of questions to what people needed, each need with its weeks, examples and answers."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.embedding.encoder import Matrix
from knowledge_base.needs.asked import Asked
from knowledge_base.needs.clustering import clusters, likeness
from knowledge_base.needs.kept_vectors import KeptVectors
from knowledge_base.needs.masking import example
from knowledge_base.needs.naming import Words, id_of, pairs_in, runs_of
from knowledge_base.search.bigrams import pairs

WEEKS = 8
MOST_CONTACTS = 3000
"""Of more a fair part is looked at: the same part every time."""

_CALLERS = 3
"""Fewer are no need but somebody's affair, and might be known again by it."""

_EXAMPLES = 5
_KEYS = 3
_SHORTEST = 4


@dataclass(frozen=True, kw_only=True)
class Need:
    """`weeks` counts contacts, the week looked at first; `keys` are what its words share.

    `answered` are entries with how many contacts they answered; `solved` counts contacts, of `contacts`.
    `texts` are the callers' own words: to measure by, never to show; `examples` may be shown.
    """

    id: str
    name: str
    keys: tuple[str, ...]
    weeks: tuple[int, ...]
    contacts: int
    callers: int
    solved: int
    answered: tuple[tuple[str, int], ...]
    examples: tuple[str, ...]
    texts: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Needs:
    """The most asked in the week looked at first; `looked_at` of all `contacts`."""

    found: tuple[Need, ...]
    contacts: int
    looked_at: int


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """`part` of all `contacts`, by what was said in them."""

    by_text: Mapping[str, Sequence[Asked]]
    contacts: int
    part: int


def find_needs(asked: Iterable[Asked], *, vectors: KeptVectors, vocabulary: Collection[str] = ()) -> Needs:
    """`vocabulary` are reviewed texts: what stands in them is nobody's name. Raises EncoderBroken."""
    looked_at = look_at(asked)
    by_text, texts = looked_at.by_text, sorted(looked_at.by_text)
    if not texts:
        return Needs(found=(), contacts=looked_at.contacts, looked_at=0)
    like = likeness(vectors.of(texts))
    asked_by = {text: {one.caller for one in members} for text, members in by_text.items()}
    known = known_pairs(asked_by, vocabulary=vocabulary)
    words, taken, found = Words(texts), set[str](), []
    for places in sorted(clusters(like), key=lambda places: (-len(places), places)):
        keys = words.distinguish(places, most=_KEYS, taken=taken)
        members = [one for place in places for one in by_text[texts[place]]]
        if not keys or len({one.caller for one in members}) < _CALLERS:
            continue
        taken.add(keys[0])
        told_as = [shown for text in central(texts, places, like) if (shown := example(text, known=known))]
        found.append(_need(members, keys=keys, told_as=told_as))
    found.sort(key=lambda need: (-need.weeks[0], -need.contacts, need.id))
    return Needs(found=tuple(found), contacts=looked_at.contacts, looked_at=looked_at.part)


def look_at(asked: Iterable[Asked]) -> LookedAt:
    """What `find_needs` goes by: the vectors of these texts are what it takes long for."""
    told = [one for one in asked if len("".join(pairs(one.text))) >= _SHORTEST and 0 <= one.week < WEEKS]
    contacts = {one.contact for one in told}
    part = fair_part(contacts)
    by_text: dict[str, list[Asked]] = defaultdict(list)
    for one in told:
        if one.contact in part:
            by_text[one.text].append(one)
    return LookedAt(by_text=by_text, contacts=len(contacts), part=len(part))


def _need(members: Sequence[Asked], *, keys: tuple[str, ...], told_as: Sequence[str]) -> Need:
    by_contact = {one.contact: one for one in members}
    weeks = Counter(one.week for one in by_contact.values())
    answered = Counter(entry for one in by_contact.values() for entry in one.entries)
    return Need(
        id=id_of(keys[0]),
        name=told_as[0] if told_as else keys[0],
        keys=keys,
        weeks=tuple(weeks[week] for week in range(WEEKS)),
        contacts=len(by_contact),
        callers=len({one.caller for one in members}),
        solved=sum(one.solved for one in by_contact.values()),
        answered=tuple(sorted(answered.items(), key=lambda one: (-one[1], one[0]))),
        examples=tuple(dict.fromkeys(told_as))[:_EXAMPLES],
        texts=frozenset(one.text for one in members),
    )


def central(texts: Sequence[str], places: Sequence[int], like: Matrix) -> list[str]:
    """Those most like all the others first."""
    near = like[places][:, places].mean(axis=1)
    order = sorted(range(len(places)), key=lambda at: (-round(float(near[at]), 6), texts[places[at]]))
    return [texts[places[at]] for at in order]


def fair_part(contacts: set[str]) -> set[str]:
    """By a hash of each, so that no week has more of it than another."""
    if len(contacts) <= MOST_CONTACTS:
        return contacts
    return set(sorted(contacts, key=lambda one: hashlib.sha256(one.encode()).digest())[:MOST_CONTACTS])


def known_pairs(asked_by: Mapping[str, Collection[str]], *, vocabulary: Collection[str]) -> set[str]:
    """Pairs of characters that are nobody's name: several callers use them, or a reviewed text does."""
    callers: dict[str, set[str]] = defaultdict(set)
    for text, who in asked_by.items():
        for pair in {pair for run in runs_of(text) for pair in pairs_in(run)}:
            callers[pair].update(who)
    known = {pair for pair, who in callers.items() if len(who) >= _CALLERS}
    return known.union(*({pair for run in runs_of(text) for pair in pairs_in(run)} for text in vocabulary))
