"""The last messages of one conversation, in the order they were said."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.conversations.message import Message


def history(session: Session, *, conversation_id: str, limit: int) -> Sequence[Message]:
    """At most `limit` messages, oldest first."""
    # By time before id: what was journalled during an outage is written later than what followed it.
    newest = (
        select(Message)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.at.desc(), Message.id.desc())
        .limit(limit)
    )
    return session.scalars(newest).all()[::-1]
