"""All drafts, by what has to be done with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk.draft_work import runs_out
from desk.roles import may_review_drafts
from hotline.drafts import Draft, DraftKind, DraftState
from hotline.staff import StaffMember
from knowledge_base import KnowledgeBase


@dataclass(frozen=True, kw_only=True)
class DraftCard:
    """`about` is the topic it belongs to, `title` what it answers or concerns."""

    draft: Draft
    title: str
    about: str
    state: DraftState


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """`name` is of its heading; the first that fits takes a draft."""

    name: str
    cards: tuple[DraftCard, ...]


def shelves(
    drafts: Sequence[Draft], *, me: StaffMember, today: date, knowledge: KnowledgeBase
) -> tuple[Shelf, ...]:
    """What I have to do first, then what waits for others, then what is told; none is empty."""
    found: dict[str, list[DraftCard]] = {name: [] for name in _SHELVES}
    for draft in drafts:
        name = next(name for name, fits in _SHELVES.items() if fits(draft, me, today))
        found[name].append(draft_card(draft, today=today, knowledge=knowledge))
    return tuple(Shelf(name=name, cards=tuple(cards)) for name, cards in found.items() if cards)


def draft_card(draft: Draft, *, today: date, knowledge: KnowledgeBase) -> DraftCard:
    words = draft.words
    entry = knowledge.entries.get(words.entry_id or "")
    topic = next((one.name for one in knowledge.topics if one.id == words.topic_id), words.topic_id)
    first = "" if draft.kind is DraftKind.PHRASINGS else next(iter(words.questions), "")
    title = entry.title if entry else first or words.entry_id or ""
    return DraftCard(draft=draft, title=title, about=topic, state=draft.state_on(today))


def _mine(draft: Draft, me: StaffMember) -> bool:
    return me.username in draft.hands


_Fits = Callable[[Draft, StaffMember, date], bool]
_SHELVES: Mapping[str, _Fits] = {
    "to_review": lambda draft, me, _: (
        draft.kept_state is DraftState.SUBMITTED and may_review_drafts(me) and not _mine(draft, me)
    ),
    "returned": lambda draft, me, _: draft.kept_state is DraftState.RETURNED and _mine(draft, me),
    "writing": lambda draft, me, _: draft.kept_state is DraftState.WRITTEN and _mine(draft, me),
    "running_out": lambda draft, _, today: (
        draft.kept_state is DraftState.APPROVED and runs_out(draft, today=today)
    ),
    "submitted": lambda draft, _, __: draft.kept_state is DraftState.SUBMITTED,
    "told": lambda draft, _, __: draft.kept_state is DraftState.APPROVED,
    "of_others": lambda draft, _, __: draft.kept_state in {DraftState.WRITTEN, DraftState.RETURNED},
    "withdrawn": lambda _, __, ___: True,
}
