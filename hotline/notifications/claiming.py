"""Who sends a letter that is due: the one replica that could lock its row, and only for a while."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hotline.notifications.lapsing import end_failed
from hotline.notifications.letter import Letter
from hotline.notifications.reach import drop_subscription
from hotline.notifications.retrying import next_attempt_at
from hotline.notifications.vocabulary import LetterFault, LetterState, Means

LEASE = timedelta(minutes=2)
"""Longer than any sender takes: after it, a letter whose sender died is due again."""

_LONGEST_WAIT = timedelta(hours=12)


def is_letter_due(session: Session, *, means: Collection[Means], now: datetime) -> bool:
    """Without a lock: asked all the time, it must not hold up those who write."""
    return session.scalar(select(Letter.id).where(_due(means, now)).limit(1)) is not None


def claim_letter(session: Session, *, means: Collection[Means], now: datetime) -> Letter | None:
    """Takes one due letter that nobody else holds; to be committed before it is sent."""
    due = (
        select(Letter)
        .where(_due(means, now))
        .order_by(Letter.next_attempt_at, Letter.written_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    letter = session.scalar(due)
    if letter is None:
        return None
    letter.attempts += 1
    letter.next_attempt_at = now + LEASE
    return letter


def note_sent(session: Session, *, letter_id: UUID, now: datetime) -> None:
    """Whoever else holds it by now: it was sent."""
    letter = lock_letter(session, letter_id=letter_id)
    if letter is not None and letter.state is not LetterState.SENT:
        letter.place(at=now)


def note_failed(session: Session, *, letter_id: UUID, attempt: int, detail: str, now: datetime) -> None:
    """Tried again later, or dead where later is too late; nothing where somebody else has it meanwhile."""
    letter = _still_held(session, letter_id=letter_id, attempt=attempt)
    if letter is None:
        return
    again = next_attempt_at(letter.attempts, jitter=letter.jitter, now=now, good_until=letter.good_until)
    if again is None:
        end_failed(session, letter, LetterFault.FAILED, detail=detail, now=now)
        return
    letter.next_attempt_at, letter.fault, letter.fault_detail = again, LetterFault.FAILED, detail


def note_refused(
    session: Session, *, letter_id: UUID, attempt: int, detail: str, is_address_gone: bool, now: datetime
) -> None:
    """Dead at once."""
    letter = _still_held(session, letter_id=letter_id, attempt=attempt)
    if letter is None:
        return
    end_failed(session, letter, LetterFault.REFUSED, detail=detail, now=now)
    if is_address_gone and letter.subscription_id is not None:
        drop_subscription(session, subscription_id=letter.subscription_id)


def lock_letter(session: Session, *, letter_id: UUID) -> Letter | None:
    wanted = select(Letter).where(Letter.id == letter_id).with_for_update()
    return session.scalar(wanted.execution_options(populate_existing=True))


def _still_held(session: Session, *, letter_id: UUID, attempt: int) -> Letter | None:
    letter = lock_letter(session, letter_id=letter_id)
    is_mine = letter is not None and letter.state is LetterState.WAITING and letter.attempts == attempt
    return letter if is_mine else None


def _due(means: Collection[Means], now: datetime) -> ColumnElement[bool]:
    # Farther ahead than anybody ever waits: then the clock was set back.
    is_time = (Letter.next_attempt_at <= now) | (Letter.next_attempt_at > now + _LONGEST_WAIT)
    return (Letter.state == LetterState.WAITING) & Letter.means.in_(means) & is_time
