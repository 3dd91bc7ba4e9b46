"""What we could not answer in eight weeks, with what comes nearest and what was begun about it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from desk.digest_needs import reviewed_texts
from desk.words import Words
from hotline.digest.gaps import Lack, unanswered_of
from hotline.drafts import (
    Draft,
    DraftState,
    GapSetAside,
    approved_drafts,
    gaps_set_aside,
    list_drafts,
)
from hotline.weeks import Week
from knowledge_base import Entry, KnowledgeBase
from knowledge_base.gaps import WEEKS, Gap, Lacking, Served, find_gaps, name_of
from knowledge_base.needs import KeptVectors

GAP_WORDS = Path(__file__).with_name("gaps.yml")

NEW_CALLERS = 3
"""Fewer bring no gap back that was set aside: it would be there again every morning."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A draft about the gap; `told_since` is when its words were approved, None where nothing is told."""

    draft: Draft
    state: DraftState
    told_since: datetime | None


@dataclass(frozen=True, kw_only=True)
class Aside:
    """Somebody said that it needs no entry; `is_over`: NEW_CALLERS asked who were not there yet then."""

    set_by: str
    set_at: datetime
    reason: str
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class GapOnPage:
    """`nearest` are entries with the model's cosine; one that was taken off since is left out."""

    gap: Gap
    nearest: tuple[tuple[Entry, float], ...]
    begun: tuple[Begun, ...]
    aside: Aside | None = None

    @property
    def is_set_aside(self) -> bool:
        return self.aside is not None and not self.aside.is_over

    @property
    def is_still_missed(self) -> bool:
        """Asked again after something of ours was told about it, and still not answered."""
        told = [one.told_since for one in self.begun if one.told_since]
        return bool(told) and self.gap.last > max(told) and not self.gap.is_answered


@dataclass(frozen=True, kw_only=True)
class GapsOnPage:
    """`open` wait for somebody; `aside` need no entry; `answered` were missed and would be answered today."""

    open: tuple[GapOnPage, ...]
    aside: tuple[GapOnPage, ...]
    answered: tuple[GapOnPage, ...]
    weeks: tuple[Week, ...]
    more: int
    contacts: int
    looked_at: int


@cache
def gap_words() -> Words:
    return Words.load(GAP_WORDS)


def gaps_on_page(
    session: Session,
    *,
    as_of: datetime,
    zone: tzinfo,
    vectors: KeptVectors,
    served: Served,
    knowledge: KnowledgeBase,
) -> GapsOnPage:
    """Of this week and those before it, kept nowhere. Raises EncoderBroken, SearchUnavailable."""
    today = as_of.astimezone(zone).date()
    weeks = tuple(Week.of(today).before(back) for back in range(WEEKS))
    lacking = list(_lacking(session, weeks=weeks, zone=zone, as_of=as_of))
    gaps = find_gaps(
        lacking,
        vectors=vectors,
        served=served,
        vocabulary=reviewed_texts(knowledge),
    )
    begun = _begun(session, as_of=as_of, zone=zone)
    aside = gaps_set_aside(session, since=weeks[-1].span(zone).start)
    found = [
        GapOnPage(
            gap=gap,
            nearest=tuple(
                (entry, cosine) for id_, cosine in gap.nearest if (entry := knowledge.entries.get(id_))
            ),
            begun=tuple(one for one in begun if _is_about(one.draft, gap)),
            aside=_aside(gap, aside, lacking=lacking),
        )
        for gap in gaps.found
        if not (gap.is_answered and set(gap.why) == {Lack.UNAVAILABLE})
    ]
    return GapsOnPage(
        open=tuple(one for one in found if not (one.gap.is_answered or one.is_set_aside)),
        aside=tuple(one for one in found if one.is_set_aside and not one.gap.is_answered),
        answered=tuple(one for one in found if one.gap.is_answered),
        weeks=weeks,
        more=gaps.more,
        contacts=gaps.contacts,
        looked_at=gaps.looked_at,
    )


def _aside(gap: Gap, kept: Iterable[GapSetAside], *, lacking: Iterable[Lacking]) -> Aside | None:
    """The last time that it was, or a part of it."""
    one = next((one for one in kept if not gap.known_as.isdisjoint(one.known_as)), None)
    if one is None:
        return None
    texts = set(gap.texts)
    asked = [question for question in lacking if question.text in texts]
    before = {
        question.caller
        for question in asked
        if question.at <= one.set_at and name_of(question.text) in one.known_as
    }
    is_over = len({question.caller for question in asked} - before) >= NEW_CALLERS
    return Aside(set_by=one.set_by, set_at=one.set_at, reason=one.reason, is_over=is_over)


def _lacking(session: Session, *, weeks: Sequence[Week], zone: tzinfo, as_of: datetime) -> Iterator[Lacking]:
    for back, week in enumerate(weeks):
        for one in unanswered_of(session, span=week.span(zone), as_of=as_of):
            yield Lacking(
                contact=one.contact,
                caller=one.conversation_id,
                at=one.at,
                week=back,
                text=one.text,
                why=one.why,
            )


def _begun(session: Session, *, as_of: datetime, zone: tzinfo) -> list[Begun]:
    today = as_of.astimezone(zone).date()
    told = {one.id: one.approved_at for one in approved_drafts(session, today=today)}
    return [
        Begun(draft=draft, state=draft.state_on(today), told_since=told.get(draft.id))
        for draft in list_drafts(session)
        if draft.kept_state is not DraftState.WITHDRAWN
    ]


def _is_about(draft: Draft, gap: Gap) -> bool:
    """Begun from it, this week or earlier, or for the very words that are asked here."""
    return draft.gap in gap.known_as or not set(gap.examples).isdisjoint(draft.words.questions)
