"""One deed at a time on a draft: locked, done, and noted in its history."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.drafts.errors import DraftReasonBlank, NoSuchDraft
from hotline.drafts.history import DraftEvent
from hotline.drafts.record import Draft
from hotline.drafts.rules import LONGEST_REASON
from hotline.drafts.vocabulary import DraftDeed


def lock_draft(session: Session, *, id: UUID) -> Draft:  # noqa: A002 - the draft's
    """As it stands once nobody else is at it. Raises NoSuchDraft."""
    draft = session.scalars(
        select(Draft).where(Draft.id == id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if draft is None:
        raise NoSuchDraft(id)
    return draft


def note_deed(
    session: Session,
    draft: Draft,
    *,
    deed: DraftDeed,
    by: str,
    clock: Clock,
    reason: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Every deed goes through here: the draft grows a revision, its history a row."""
    draft.revision, draft.changed_at = draft.revision + 1, clock.now()
    session.flush()
    last = session.scalars(
        select(DraftEvent).where(DraftEvent.draft_id == draft.id).order_by(DraftEvent.seq.desc()).limit(1)
    ).first()
    session.add(
        DraftEvent.chained(
            draft_id=draft.id,
            after=last,
            deed=deed,
            by=by,
            at=clock.now(),
            words=draft.kept_words,
            words_hash=draft.words_hash,
            reason=reason,
            data=data or {},
        )
    )
    session.flush()


def told_reason(draft: Draft, reason: str) -> str:
    """Raises DraftReasonBlank."""
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON:
        raise DraftReasonBlank(draft.id)
    return told
