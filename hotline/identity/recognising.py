"""Knowing somebody again by his address on a channel, and that he went or came back."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.database import insert_into, matches
from hotline.identity.channel_identity import ChannelIdentity


def recognise(
    session: Session, *, channel: str, address: str, conversation_id: str, at: datetime
) -> ChannelIdentity:
    """Whoever has this address; made with this conversation where he is new. He is here, so he follows us.

    Two replicas may do so for the same person at once: there is one row, and both get it.
    """
    found = find_by_address(session, channel=channel, address=address)
    if found is None:
        made = ChannelIdentity.row(channel=channel, address=address, conversation_id=conversation_id, at=at)
        _insert(session, made)
        found = find_by_address(session, channel=channel, address=address)
        if found is None:  # another one's conversation: a fault of the program
            raise LookupError(channel)
    return found.see(at=at)


def find_by_address(session: Session, *, channel: str, address: str) -> ChannelIdentity | None:
    """Whichever data key he was kept under."""
    same = (ChannelIdentity.channel == channel) & matches(ChannelIdentity.address_hash, address)
    return session.scalars(
        select(ChannelIdentity).where(same).order_by(ChannelIdentity.first_seen_at)
    ).first()


def find_identity(session: Session, *, conversation_id: str) -> ChannelIdentity | None:
    same = ChannelIdentity.conversation_id == conversation_id
    return session.scalars(select(ChannelIdentity).where(same)).one_or_none()


def leave(session: Session, *, channel: str, address: str) -> None:
    """He follows us no more; nothing where we do not know him."""
    if (found := find_by_address(session, channel=channel, address=address)) is not None:
        found.leave()


def leave_conversation(session: Session, *, conversation_id: str) -> None:
    """The channel said so when something was to be written to him."""
    if (found := find_identity(session, conversation_id=conversation_id)) is not None:
        found.leave()


def address_of(session: Session, conversation_id: str) -> str | None:
    """Where he can be written to; None where he is not known, or follows us no more."""
    found = find_identity(session, conversation_id=conversation_id)
    return found.address if found is not None and found.following else None


def _insert(session: Session, row: dict[str, Any]) -> None:
    session.execute(insert_into(session, ChannelIdentity).values(row).on_conflict_do_nothing())
