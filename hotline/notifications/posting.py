"""A letter to an address that need be nobody's on the staff, written once whoever writes it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import installed_keyring
from hotline.notifications.letter import Letter
from hotline.notifications.vocabulary import Means, NoticeKind
from hotline.notifications.writing import draft_letter


def posted(session: Session, *, matters: Collection[UUID]) -> frozenset[UUID]:
    """Of these, what was written already, whatever became of it."""
    return frozenset(session.scalars(select(Letter.id).where(Letter.id.in_(matters))))


def post_once(
    session: Session,
    *,
    matter: UUID,
    address: str,
    kind: NoticeKind,
    facts: Mapping[str, str],
    clock: Clock,
) -> bool:
    """By e-mail; whether it is new. `matter` becomes its id: another replica's is the same letter."""
    letter = draft_letter(kind, means=Means.EMAIL, conversation_id=None, ticket_number="", clock=clock)
    letter.id, letter.facts = matter, dict(facts)
    letter.address, letter.address_hash = address, installed_keyring().lookup_hash(address)
    try:
        with session.begin_nested():
            session.add(letter)
    except IntegrityError:
        if not posted(session, matters=(matter,)):
            raise
        return False
    return True
