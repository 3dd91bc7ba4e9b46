"""Which drafts there are, and which words of them callers hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.drafts.errors import NoSuchDraft
from hotline.drafts.record import Draft, DraftApproval
from hotline.drafts.vocabulary import DraftKind, DraftState
from hotline.drafts.words import DraftWords


@dataclass(frozen=True, kw_only=True)
class ApprovedDraft:
    """Words that callers hear to the end of `expires_on`; `id` is the draft's.

    `approved_by` is a user name, `approved_name` the name under the signature.
    """

    id: UUID
    kind: DraftKind
    words: DraftWords
    words_hash: str
    approved_by: str
    approved_name: str
    approved_at: datetime
    expires_on: date


def approved_drafts(session: Session, *, today: date) -> Sequence[ApprovedDraft]:
    """What is live, oldest approval first; a newer version that awaits approval changes nothing of it."""
    rows = session.execute(
        select(DraftApproval, Draft.kind)
        .join(Draft, Draft.id == DraftApproval.draft_id)
        .where(DraftApproval.ended_at.is_(None), DraftApproval.expires_on >= today)
        .order_by(DraftApproval.approved_at, DraftApproval.id)
    )
    return tuple(
        ApprovedDraft(
            id=row.draft_id,
            kind=kind,
            words=DraftWords.read(row.kept_words),
            words_hash=row.words_hash,
            approved_by=row.approved_by,
            approved_name=row.approved_name,
            approved_at=row.approved_at,
            expires_on=row.expires_on,
        )
        for row, kind in rows
    )


def list_drafts(session: Session) -> Sequence[Draft]:
    """All, what was changed last first."""
    return session.scalars(select(Draft).order_by(Draft.changed_at.desc(), Draft.id)).all()


def get_draft(session: Session, *, id: UUID) -> Draft:  # noqa: A002 - the draft's
    """Raises NoSuchDraft."""
    draft = session.get(Draft, id)
    if draft is None:
        raise NoSuchDraft(id)
    return draft


def count_to_review(session: Session, *, username: str) -> int:
    """How many wait for a clinician who wrote no word of them."""
    waiting = session.scalars(select(Draft.hands).where(Draft.kept_state == DraftState.SUBMITTED))
    return sum(username not in hands for hands in waiting)


def drafts_of_ticket(session: Session, *, number: str) -> Sequence[Draft]:
    """What was made of a ticket's answer, the first one first."""
    return session.scalars(
        select(Draft).where(Draft.ticket_number == number).order_by(Draft.written_at, Draft.id)
    ).all()


def told_words(session: Session, *, draft: Draft) -> DraftWords | None:
    """Those approved last and not taken back, though their day may be over; None where there are none."""
    row = session.scalars(
        select(DraftApproval).where(DraftApproval.draft_id == draft.id, DraftApproval.ended_at.is_(None))
    ).first()
    return DraftWords.read(row.kept_words) if row else None
