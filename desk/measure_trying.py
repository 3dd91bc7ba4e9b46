"""What a measure's words would have counted in the last weeks, looked at before they judge anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice
from uuid import UUID

from sqlalchemy.orm import Session

from desk.digest_needs import needs_in_week, reviewed_texts
from hotline.digest import questions_of
from hotline.measures import Counted, Matcher, count_week
from hotline.weeks import Week
from knowledge_base import KnowledgeBase
from knowledge_base.needs import KeptVectors, Need, example
from knowledge_base.needs.naming import pairs_in, runs_of
from knowledge_base.needs.wording import telling_words

WEEKS = 8
_EXAMPLES = 6
_ONLY = UUID(int=0)
_FEWEST = 3
"""Of fewer contacts no words are shown: somebody might be known by them."""

_REVIEWED = 1200
"""So many of our own phrasings say what a need's words are to be told from."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """The earliest week first."""

    weeks: tuple[tuple[Week, Counted], ...]
    examples: tuple[str, ...]

    @property
    def asked(self) -> int:
        return sum(counted.asked for _, counted in self.weeks)


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """What the form of a measure begins with, where it comes from a need."""

    need: Need
    week: Week
    words: str


def try_matcher(
    session: Session, matcher: Matcher, *, knowledge: KnowledgeBase, zone: tzinfo, as_of: datetime
) -> Tried:
    this = Week.of(as_of.astimezone(zone).date())
    weeks = [this.before(back) for back in range(WEEKS, 0, -1)]
    counts = tuple((week, _counted(session, week, matcher, zone=zone, as_of=as_of)) for week in weeks)
    shown: tuple[str, ...] = ()
    if sum(counted.asked for _, counted in counts) >= _FEWEST:
        known = {
            pair for text in reviewed_texts(knowledge) for run in runs_of(text) for pair in pairs_in(run)
        }
        said = (
            example(one.text, known=known)
            for week in reversed(weeks)
            for one in questions_of(session, span=week.span(zone), as_of=as_of)
            if matcher.fits(one.text, entries=one.entries)
        )
        shown = tuple(islice(_distinct(said), _EXAMPLES))
    return Tried(weeks=counts, examples=shown)


def suggest(
    session: Session,
    *,
    need: str,
    week: Week,
    zone: tzinfo,
    as_of: datetime,
    vectors: KeptVectors,
    knowledge: KnowledgeBase,
) -> Suggested | None:
    """None where the week's digest shows no such need any more. Raises EncoderBroken."""
    vocabulary = reviewed_texts(knowledge)
    needs = needs_in_week(session, week=week, zone=zone, as_of=as_of, vectors=vectors, vocabulary=vocabulary)
    found = next((one for one in needs.all.found if one.id == need), None)
    if found is None:
        return None
    others = [text for one in needs.all.found if one is not found for text in one.texts - found.texts]
    lines = telling_words(found.texts, [*others, *_elsewhere(knowledge, found)])
    lines = lines or tuple((key,) for key in found.keys[:1])
    return Suggested(need=found, week=week, words=Matcher(lines=lines).written)


def _elsewhere(knowledge: KnowledgeBase, need: Need) -> list[str]:
    """Phrasings of entries that did not answer the need."""
    answered = {entry for entry, _ in need.answered}
    entries = [entry for topic in knowledge.topics for entry in topic.entries if entry.id not in answered]
    texts = [text for entry in entries for text in entry.questions]
    return texts[:: max(1, len(texts) // _REVIEWED)]


def _counted(session: Session, week: Week, matcher: Matcher, *, zone: tzinfo, as_of: datetime) -> Counted:
    return count_week(session, week=week, matchers={_ONLY: matcher}, zone=zone, as_of=as_of)[_ONLY]


def _distinct(said: Iterator[str | None]) -> Iterator[str]:
    seen: set[str] = set()
    for one in said:
        if one and one not in seen:
            seen.add(one)
            yield one
