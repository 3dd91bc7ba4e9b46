"""Keeping the last offer of a conversation: a later one takes its place, an earlier one never does."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline.offered_choices.choices import OfferedChoices
from hotline.offered_choices.offer import Offer


def keep_offer(session: Session, *, conversation_id: str, offer: Offer) -> None:
    """An empty one is kept only where there is one to end."""
    kept = _find(session, conversation_id)
    if kept is None and offer.says:
        try:
            with session.begin_nested():
                session.add(OfferedChoices(conversation_id=conversation_id, **_facts(offer)))
        except IntegrityError:
            kept = _find(session, conversation_id)  # two replies at once, on two replicas
    if kept is not None and kept.offered_at <= offer.offered_at:
        kept.says, kept.offered_at = dict(offer.says), offer.offered_at


def find_offer(session: Session, *, conversation_id: str) -> Offer | None:
    kept = session.get(OfferedChoices, conversation_id)
    return Offer(says=kept.says, offered_at=kept.offered_at) if kept else None


def _find(session: Session, conversation_id: str) -> OfferedChoices | None:
    return session.get(OfferedChoices, conversation_id, with_for_update=True, populate_existing=True)


def _facts(offer: Offer) -> dict[str, object]:
    return {"says": dict(offer.says), "offered_at": offer.offered_at}
