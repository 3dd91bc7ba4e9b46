"""Letters that did not go wait for a person: shown with the reason, sent again, or given up."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.notifications.claiming import lock_letter
from hotline.notifications.errors import (
    LetterGivenUp,
    LetterSent,
    LetterUnaddressed,
    LetterWaiting,
    NoSuchLetter,
)
from hotline.notifications.letter import Letter
from hotline.notifications.sending import CARRIED
from hotline.notifications.vocabulary import LetterFault, LetterState, Means
from hotline.notifications.wording import secret_kinds, shipped_notices

_UNADDRESSED = {LetterFault.NO_ADDRESS, LetterFault.NO_SUCH_STAFF}


def letters_in(
    session: Session, *, state: LetterState, limit: int, since: datetime | None = None
) -> Sequence[Letter]:
    """Newest first; of those sent, what was carried since then; of those given up, what a person gave up.

    Secrets are not among them.
    """
    wanted = select(Letter).where(Letter.state == state, Letter.kind.not_in(secret_kinds()))
    wanted = wanted.order_by(Letter.written_at.desc()).limit(limit)
    if state is LetterState.SENT:
        wanted = wanted.where(Letter.means.in_(CARRIED))
    if state is LetterState.GIVEN_UP:
        wanted = wanted.where(Letter.given_up_by.is_not(None))
    if since is not None:
        wanted = wanted.where(Letter.sent_at >= since)
    return session.scalars(wanted).all()


def count_letters(session: Session) -> Mapping[LetterState, int]:
    """Of those that somebody may have to mind."""
    open_ = (LetterState.WAITING, LetterState.DEAD)
    counted = select(Letter.state, func.count()).where(
        Letter.state.in_(open_), Letter.kind.not_in(secret_kinds())
    )
    found = dict(session.execute(counted.group_by(Letter.state)).all())
    return {state: found.get(state, 0) for state in open_}


def send_again(session: Session, *, letter_id: UUID, clock: Clock) -> Letter:
    """A dead one is due now, and good for as long as a new one.

    Raises NoSuchLetter, LetterSent, LetterGivenUp, LetterWaiting, LetterUnaddressed.
    """
    letter = _open_letter(session, letter_id)
    if letter.state is LetterState.WAITING:
        raise LetterWaiting(letter.id)
    if letter.fault in _UNADDRESSED:
        raise LetterUnaddressed(letter.id)
    _revive(letter, clock=clock)
    session.flush()
    return letter


def give_up(session: Session, *, letter_id: UUID, by: str, clock: Clock) -> Letter:
    """Nobody sends it any more: whom it was for has been told otherwise.

    Raises NoSuchLetter, LetterSent, LetterGivenUp.
    """
    letter = _open_letter(session, letter_id)
    letter.state, letter.next_attempt_at = LetterState.GIVEN_UP, None
    letter.given_up_at, letter.given_up_by = clock.now(), by
    session.flush()
    return letter


def send_all_again(session: Session, *, means: Means, clock: Clock) -> None:
    """Those that died because their means was off; it is on now."""
    for letter in session.scalars(select(Letter).where(_died_off(means)).with_for_update()):
        _revive(letter, clock=clock)
    session.flush()


def give_all_up(session: Session, *, means: Means, by: str, clock: Clock) -> None:
    """Those that died because their means was off, and will stay so."""
    gone = {"state": LetterState.GIVEN_UP, "given_up_at": clock.now(), "given_up_by": by}
    session.execute(update(Letter).where(_died_off(means)).values(gone))


def _died_off(means: Means) -> ColumnElement[bool]:
    is_dead = (Letter.state == LetterState.DEAD) & (Letter.fault == LetterFault.MEANS_OFF)
    return is_dead & (Letter.means == means)


def _revive(letter: Letter, *, clock: Clock) -> None:
    now = clock.now()
    letter.state, letter.next_attempt_at, letter.attempts = LetterState.WAITING, now, 0
    letter.good_until = now + shipped_notices().kinds[letter.kind].good_for


def _open_letter(session: Session, letter_id: UUID) -> Letter:
    letter = lock_letter(session, letter_id=letter_id)
    if letter is None:
        raise NoSuchLetter(letter_id)
    if letter.state is LetterState.SENT:
        raise LetterSent(letter_id)
    if letter.state is LetterState.GIVEN_UP:
        raise LetterGivenUp(letter_id, by=letter.given_up_by or "")
    return letter
