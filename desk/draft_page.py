"""One draft as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from desk.desk import Desk
from desk.draft_doubts import doubts_of
from desk.draft_preview import Preview, preview_of
from desk.draft_trial import ToldTrial, told_trial, word_faults_of
from desk.draft_work import DraftWork, draft_works, next_step
from desk.drafts_page import DraftCard, draft_card
from desk.names import Names, read_names
from desk.words import Words
from hotline.drafts import (
    Draft,
    DraftEvent,
    DraftKind,
    DraftWords,
    get_draft,
    history_of,
    hospital_today,
    is_unbroken,
    latest_expiry,
    told_words,
    usual_expiry,
)
from hotline.staff import StaffMember
from knowledge_base import Entry
from knowledge_base.needs import Traces


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field that is not as it is told now."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """`entry` is the one that phrasings or switching off are about; `changes` against what is told."""

    draft: Draft
    card: DraftCard
    names: Names
    works: tuple[DraftWork, ...]
    next_step: str
    preview: Preview | None
    entry: Entry | None
    doubts: Traces
    trial: ToldTrial | None
    faults: tuple[str, ...]
    changes: tuple[Difference, ...]
    missing: tuple[str, ...]
    history: Sequence[DraftEvent]
    is_unbroken: bool
    is_told: bool
    usual_expiry: date
    latest_expiry: date
    today: date


def read_draft_page(
    session: Session,
    *,
    desk: Desk,
    id: UUID,  # noqa: A002 - the draft's
    member: StaffMember,
    words: Words,
    tried: Mapping[str, Any] | None = None,
) -> DraftPage:
    """`tried` is a trial just made, which is not kept. Raises NoSuchDraft."""
    draft, today = get_draft(session, id=id), hospital_today(desk.clock)
    knowledge, history = desk.knowledge.knowledge, history_of(session, id=id)
    is_entry, written = draft.kind is DraftKind.ENTRY, draft.words
    return DraftPage(
        draft=draft,
        card=draft_card(draft, today=today, knowledge=knowledge),
        names=read_names(session, words=words),
        works=draft_works(draft, member=member, today=today),
        next_step=next_step(draft, member=member, today=today),
        preview=preview_of(written, hospital=desk.hospital) if is_entry and written.answer else None,
        entry=knowledge.entries.get(written.entry_id or ""),
        doubts=doubts_of(written, hospital=desk.hospital),
        trial=told_trial(tried or draft.trial, knowledge=knowledge),
        faults=word_faults_of(desk, draft),
        changes=tuple(differences(told_words(session, draft=draft), written)),
        missing=written.lacking(draft.kind),
        history=history,
        is_unbroken=is_unbroken(history),
        is_told=draft.is_told_on(today),
        usual_expiry=usual_expiry(today),
        latest_expiry=latest_expiry(today),
        today=today,
    )


def differences(told: DraftWords | None, written: DraftWords) -> list[Difference]:
    """None where nothing is told yet."""
    if told is None:
        return []
    before, after = told.as_json(), written.as_json()
    return [
        Difference(field=name, before=_line(before[name]), after=_line(after[name]))
        for name in after
        if before[name] != after[name]
    ]


def _line(value: object) -> str:
    return "；".join(value) if isinstance(value, list) else str(value or "")
