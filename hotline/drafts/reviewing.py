"""The second person: a clinician who wrote no word of a draft approves its exact words, or returns it."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.drafts.errors import (
    ChangedMeanwhile,
    ExpiryUnfit,
    NotClinician,
    NotSubmitted,
    SamePerson,
    TrialFailed,
)
from hotline.drafts.record import Draft, DraftApproval
from hotline.drafts.rules import hospital_today, latest_expiry
from hotline.drafts.vocabulary import DraftDeed, DraftState
from hotline.drafts.working import lock_draft, note_deed, told_reason
from hotline.drafts.writing import end_approvals
from hotline.staff import NoSuchStaff, StaffMember, StaffRole, get_active_staff


def approve_draft(
    session: Session,
    *,
    id: UUID,  # noqa: A002 - the draft's
    by: str,
    role: StaffRole,
    words_hash: str,
    expires_on: date,
    clock: Clock,
) -> Draft:
    """Callers hear it from now to the end of `expires_on`; `words_hash` is of the words that were read.

    `role` is what `by` signed in as; it must still be his. Raises NoSuchDraft, NotClinician, SamePerson,
    NotSubmitted, ChangedMeanwhile, TrialFailed, ExpiryUnfit.
    """
    draft, today = lock_draft(session, id=id), hospital_today(clock)
    clinician = _get_clinician(session, draft, by=by, role=role)
    if clinician.username in draft.hands:
        raise SamePerson(id, by=by)
    _require_submitted(draft)
    if draft.words_hash != words_hash:
        raise ChangedMeanwhile(id)
    if not draft.passed_trial():
        raise TrialFailed(id)
    if not today < expires_on <= latest_expiry(today):
        raise ExpiryUnfit(id, expires_on.isoformat())
    end_approvals(session, draft, clock=clock)
    session.add(_approval(draft, clinician, expires_on=expires_on, clock=clock))
    draft.told_hash, draft.told_until = draft.words_hash, expires_on
    draft.kept_state = DraftState.APPROVED
    told = {"expires_on": expires_on.isoformat()}
    note_deed(session, draft, deed=DraftDeed.APPROVED, by=clinician.username, clock=clock, data=told)
    return draft


def return_draft(
    session: Session,
    *,
    id: UUID,  # noqa: A002 - the draft's
    by: str,
    reason: str,
    clock: Clock,
) -> Draft:
    """To whoever wrote it. Raises NoSuchDraft, NotClinician, NotSubmitted, DraftReasonBlank."""
    draft = lock_draft(session, id=id)
    _get_clinician(session, draft, by=by, role=StaffRole.CLINICIAN)
    _require_submitted(draft)
    draft.reason = told_reason(draft, reason)
    draft.kept_state = DraftState.RETURNED
    note_deed(session, draft, deed=DraftDeed.RETURNED, by=by, clock=clock, reason=draft.reason)
    return draft


def _get_clinician(session: Session, draft: Draft, *, by: str, role: StaffRole) -> StaffMember:
    """As the store knows him now: a role can have changed since a page was opened."""
    try:
        member = get_active_staff(session, username=by)
    except NoSuchStaff:
        raise NotClinician(draft.id, by=by) from None
    if not member.role is role is StaffRole.CLINICIAN:
        raise NotClinician(draft.id, by=by)
    return member


def _require_submitted(draft: Draft) -> None:
    if draft.kept_state is not DraftState.SUBMITTED:
        raise NotSubmitted(draft.id, draft.kept_state)


def _approval(draft: Draft, clinician: StaffMember, *, expires_on: date, clock: Clock) -> DraftApproval:
    return DraftApproval(
        draft_id=draft.id,
        kept_words=draft.kept_words,
        words_hash=draft.words_hash,
        approved_by=clinician.username,
        approved_name=clinician.display_name,
        approved_at=clock.now(),
        expires_on=expires_on,
    )
