"""What people needed in a week: found in eight weeks of their words, compared as every other count is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from hotline.digest import Change, change, questions_of
from hotline.weeks import Week
from knowledge_base import KnowledgeBase
from knowledge_base.needs import WEEKS, Asked, KeptVectors, Need, Needs, find_needs

BEFORE = 4
"""Weeks a need is compared with, as in the rest of the digest."""


@dataclass(frozen=True, kw_only=True)
class NeedInWeek:
    """`change` is of the week looked at against those before."""

    need: Need
    change: Change


@dataclass(frozen=True, kw_only=True)
class NeedsInWeek:
    """Those that were asked for in the week, the most asked first; `quiet` were asked for earlier only."""

    asked: tuple[NeedInWeek, ...]
    quiet: int
    all: Needs


def needs_in_week(
    session: Session,
    *,
    week: Week,
    zone: tzinfo,
    as_of: datetime,
    vectors: KeptVectors,
    vocabulary: Collection[str],
) -> NeedsInWeek:
    """Nothing of it is kept. Raises EncoderBroken."""
    questions = asked_in_weeks(session, week=week, zone=zone, as_of=as_of)
    needs = find_needs(questions, vectors=vectors, vocabulary=vocabulary)
    asked = tuple(
        NeedInWeek(need=need, change=change(need.weeks[0], before=need.weeks[1 : BEFORE + 1]))
        for need in needs.found
        if need.weeks[0]
    )
    return NeedsInWeek(asked=asked, quiet=len(needs.found) - len(asked), all=needs)


def reviewed_texts(knowledge: KnowledgeBase) -> list[str]:
    """Phrasings and names of the knowledge base: nobody's name stands in them."""
    entries = [entry for topic in knowledge.topics for entry in topic.entries]
    return [topic.name for topic in knowledge.topics] + [
        text for entry in entries for text in entry.questions
    ]


def asked_in_weeks(session: Session, *, week: Week, zone: tzinfo, as_of: datetime) -> Iterator[Asked]:
    """Of the week and those before it that its needs are found in."""
    for back in range(WEEKS):
        for one in questions_of(session, span=week.before(back).span(zone), as_of=as_of):
            yield Asked(
                contact=one.contact,
                caller=one.conversation_id,
                week=back,
                text=one.text,
                entries=one.entries,
                solved=one.solved,
            )
