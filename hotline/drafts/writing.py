"""Writing a draft: begun, edited, submitted with its trial, withdrawn."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.drafts.errors import (
    AlreadySubmitted,
    ChangedMeanwhile,
    DraftWithdrawn,
    TrialFailed,
    WordsMissing,
)
from hotline.drafts.record import Draft, DraftApproval
from hotline.drafts.rules import hospital_today
from hotline.drafts.vocabulary import DraftDeed, DraftKind, DraftState
from hotline.drafts.words import DraftWords
from hotline.drafts.working import lock_draft, note_deed, told_reason


def write_draft(
    session: Session,
    *,
    kind: DraftKind,
    words: DraftWords,
    by: str,
    clock: Clock,
    gap: str | None = None,
    ticket_number: str | None = None,
) -> Draft:
    """Nothing of it is told to anybody yet, and much may still be missing."""
    now = clock.now()
    draft = Draft(
        id=uuid4(),
        kind=kind,
        kept_state=DraftState.WRITTEN,
        revision=0,
        written_by=by,
        written_at=now,
        changed_at=now,
        hands=[],
        gap=gap,
        ticket_number=ticket_number,
    )
    draft.take(words.tidied(), by=by)
    session.add(draft)
    note_deed(session, draft, deed=DraftDeed.WRITTEN, by=by, clock=clock)
    return draft


def edit_draft(
    session: Session,
    *,
    id: UUID,  # noqa: A002 - the draft's
    words: DraftWords,
    by: str,
    clock: Clock,
    seen: int,
) -> Draft:
    """`seen` is the revision that was on the page. Nothing where no word is different.

    What is told goes on being told until the new words are approved; a review that was asked for of the old
    ones is not wanted any more. Raises NoSuchDraft, DraftWithdrawn, ChangedMeanwhile.
    """
    draft, wanted = _lock_alive(session, id), words.tidied()
    if draft.revision != seen:
        raise ChangedMeanwhile(id)
    if wanted == draft.words:
        return draft
    draft.take(wanted, by=by)
    _forget_submission(draft)
    told_again = draft.words_hash == draft.told_hash and draft.is_told_on(hospital_today(clock))
    draft.kept_state = DraftState.APPROVED if told_again else DraftState.WRITTEN
    note_deed(session, draft, deed=DraftDeed.EDITED, by=by, clock=clock)
    return draft


def trial_of(words: DraftWords, *, passed: bool, **found: Any) -> dict[str, Any]:
    """What `submit_draft` takes: whether these very words stood their trial, and what was found."""
    return {"words_hash": words.tidied().hash, "passed": passed, **found}


def submit_draft(
    session: Session,
    *,
    id: UUID,  # noqa: A002 - the draft's
    by: str,
    trial: Mapping[str, Any],
    clock: Clock,
) -> Draft:
    """Into the clinicians' hands; an approved one too, to be approved anew before it runs out.

    Raises NoSuchDraft, DraftWithdrawn, AlreadySubmitted, WordsMissing, TrialFailed, and ChangedMeanwhile
    where the trial (see `trial_of`) was of other words.
    """
    draft = _lock_alive(session, id)
    if draft.kept_state is DraftState.SUBMITTED:
        raise AlreadySubmitted(id)
    if missing := draft.words.lacking(draft.kind):
        raise WordsMissing(id, missing)
    if trial.get("words_hash") != draft.words_hash:
        raise ChangedMeanwhile(id)
    if trial.get("passed") is not True:
        raise TrialFailed(id)
    draft.trial, draft.reason = dict(trial), None
    draft.submitted_by, draft.submitted_at = by, clock.now()
    draft.kept_state = DraftState.SUBMITTED
    note_deed(session, draft, deed=DraftDeed.SUBMITTED, by=by, clock=clock, data={"trial": dict(trial)})
    return draft


def withdraw_draft(
    session: Session,
    *,
    id: UUID,  # noqa: A002 - the draft's
    by: str,
    reason: str,
    clock: Clock,
) -> Draft:
    """At once and for good: what was told of it is told no more.

    Raises NoSuchDraft, DraftWithdrawn, DraftReasonBlank.
    """
    draft = _lock_alive(session, id)
    draft.reason = told_reason(draft, reason)
    end_approvals(session, draft, clock=clock)
    draft.told_hash = draft.told_until = None
    draft.kept_state = DraftState.WITHDRAWN
    note_deed(session, draft, deed=DraftDeed.WITHDRAWN, by=by, clock=clock, reason=draft.reason)
    return draft


def end_approvals(session: Session, draft: Draft, *, clock: Clock) -> None:
    """The one that held until now holds no longer."""
    session.execute(
        update(DraftApproval)
        .where(DraftApproval.draft_id == draft.id, DraftApproval.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def _lock_alive(session: Session, id: UUID) -> Draft:  # noqa: A002 - the draft's
    draft = lock_draft(session, id=id)
    if draft.kept_state is DraftState.WITHDRAWN:
        raise DraftWithdrawn(id)
    return draft


def _forget_submission(draft: Draft) -> None:
    draft.trial = draft.submitted_by = draft.submitted_at = draft.reason = None
