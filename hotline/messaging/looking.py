"""How writing to a caller stands now: for the nurse who is about to write to him."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.vocabulary import TextState, Way
from hotline.messaging.ways import Ways
from hotline.messaging.windows import allowance
from hotline.notifications import Letter, LetterState


@dataclass(frozen=True, kw_only=True)
class WritingStanding:
    """`left` messages `until` then; where there is none, `way` is how he is told that something waits.

    `waiting` texts are on their way. `to_call`: so many did not arrive, and nobody has taken them up yet.
    """

    left: int
    until: datetime | None
    way: Way | None
    waiting: int
    to_call: int


def writing_standing(session: Session, *, conversation_id: str, ways: Ways, now: datetime) -> WritingStanding:
    allowed = allowance(session, conversation_id=conversation_id, now=now)
    is_open = allowed.left > 0 and ways.address_of(session, conversation_id) is not None
    mine = select(func.count()).select_from(OutgoingText)
    mine = mine.where(OutgoingText.conversation_id == conversation_id)
    unminded = select(Letter.id).where(Letter.state == LetterState.DEAD)
    return WritingStanding(
        left=allowed.left if is_open else 0,
        until=allowed.until if is_open else None,
        way=None if is_open else ways.best(session, conversation_id),
        waiting=session.scalar(mine.where(OutgoingText.state == TextState.WAITING)) or 0,
        to_call=session.scalar(
            mine.where(
                OutgoingText.state.in_((TextState.HANDED_ON, TextState.DEAD)),
                OutgoingText.letter_id.in_(unminded),
            )
        )
        or 0,
    )
