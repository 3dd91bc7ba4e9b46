"""Letters that do not go: ended where nothing is lost by it, so that dead ones are worth minding."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.notifications.letter import Letter
from hotline.notifications.vocabulary import LetterFault, LetterState, Means
from hotline.notifications.wording import shipped_notices
from hotline.notifications.writing import stand_in

_SHOWN = (Means.DESK, Means.CHAT)


def end_unsendable(
    session: Session,
    letter: Letter,
    *,
    on: Collection[Means],
    detail: str | None,
    now: datetime,
    fault: LetterFault = LetterFault.MEANS_OFF,
) -> None:
    """By a means that is off: dead, for a person to tell it, where it alone tells of its matter."""
    if (
        stand_in(session, letter, now=now)
        or shipped_notices().kinds[letter.kind].may_lapse
        or is_told_otherwise(session, letter, on=on)
    ):
        letter.lapse(fault, detail=detail, at=now)
    else:
        letter.die(fault, detail=detail)


def end_failed(
    session: Session, letter: Letter, fault: LetterFault, *, detail: str | None, now: datetime
) -> None:
    """Tried and not taken, or too late: dead, but where a short message goes in its place."""
    if stand_in(session, letter, now=now):
        letter.lapse(fault, detail=detail, at=now)
    else:
        letter.die(fault, detail=detail)


def is_told_otherwise(session: Session, letter: Letter, *, on: Collection[Means]) -> bool:
    """Whether the same was written at the same moment by a means that is on; the group's, to any member."""
    same = select(Letter.id).where(
        Letter.id != letter.id,
        Letter.ticket_number == letter.ticket_number,
        Letter.kind == letter.kind,
        Letter.written_at == letter.written_at,
        Letter.conversation_id.is_not_distinct_from(letter.conversation_id),
        Letter.means.in_((*_SHOWN, *on)),
        Letter.state != LetterState.GIVEN_UP,
    )
    if letter.to_staff is not None:
        same = same.where(Letter.to_staff == letter.to_staff)
    return session.scalar(same.limit(1)) is not None
