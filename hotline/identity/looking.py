"""Which number belongs to a conversation, and which conversations to a number."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.database import matches
from hotline.identity.channel_identity import ChannelIdentity
from hotline.identity.recognising import find_identity
from hotline.phone import plain_number


def bound_phone(session: Session, *, conversation_id: str) -> str | None:
    """The number its caller proved to be his."""
    found = find_identity(session, conversation_id=conversation_id)
    return found.phone if found else None


def identities_of_phone(
    session: Session, *, phone: str, channel: str | None = None
) -> Sequence[ChannelIdentity]:
    """Who proved this number to be his, whoever was here last first; several people may share a telephone."""
    dialled = plain_number(phone)
    if not dialled:
        return ()
    theirs = select(ChannelIdentity).where(matches(ChannelIdentity.phone_hash, dialled))
    if channel is not None:
        theirs = theirs.where(ChannelIdentity.channel == channel)
    return session.scalars(theirs.order_by(ChannelIdentity.last_seen_at.desc(), ChannelIdentity.id)).all()


def conversation_for(session: Session, *, phone: str, channel: str) -> str | None:
    """Where whoever bound this number can be written to on this channel; None where nobody can."""
    theirs = identities_of_phone(session, phone=phone, channel=channel)
    return next((one.conversation_id for one in theirs if one.following), None)
