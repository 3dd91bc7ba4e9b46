"""What is to be written to a caller is a row first: a crash before the sending loses nothing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.messaging.allowances import allowances
from hotline.messaging.correspondence import lock_correspondence
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.vocabulary import Purpose, TextState


def post(
    session: Session,
    *,
    conversation_id: str,
    key: str,
    purpose: Purpose,
    text: str,
    promised: bool,
    at: datetime,
    good_until: datetime | None = None,
    letter_id: UUID | None = None,
) -> bool:
    """Whether it was new: the same key of a conversation is written once, an empty text never."""
    if not text.strip():
        return False
    correspondence = lock_correspondence(session, conversation_id=conversation_id, at=at)
    same = (OutgoingText.conversation_id == conversation_id) & (OutgoingText.key == key)
    if session.scalar(select(OutgoingText.id).where(same)) is not None:
        return False
    session.add(
        OutgoingText(
            conversation_id=conversation_id,
            key=key,
            purpose=purpose,
            text=text.strip(),
            promised=promised,
            written_at=at,
            good_until=good_until or at + allowances().good_for[purpose],
            next_attempt_at=at,
            attempts=0,
            unsure=0,
            said=0,
            alone=False,
            state=TextState.WAITING,
            letter_id=letter_id,
        )
    )
    correspondence.look(at)
    session.flush()
    return True
