"""A template message that WeChat took did not arrive after all: what it told of goes the next way."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.messaging.correspondence import Correspondence, lock_correspondence
from hotline.messaging.handing_on import hand_on
from hotline.messaging.messenger import Carried, Outcome
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.vocabulary import TextState, Way
from hotline.messaging.ways import Ways
from hotline.notifications import LetterState
from hotline.notifications.claiming import lock_letter


def take_back(session: Session, *, conversation_id: str, message: str, ways: Ways, clock: Clock) -> bool:
    """Whether the template message `message` was one of ours. What he read meanwhile stays read.

    Before our own noting of it the number is kept, and the noting finds it (`as_it_turned_out`).
    """
    if not message or session.get(Correspondence, conversation_id) is None:
        return False
    correspondence = lock_correspondence(session, conversation_id=conversation_id, at=clock.now())
    told = _told_as(session, conversation_id, message)
    if not told and not _may_be_under_way(session, conversation_id):
        return False
    # Kept of those we knew, too: asked once more, WeChat gives the old number and is silent about it.
    correspondence.lose(message)
    if told:
        _hand_on(session, correspondence, told, ways=ways, clock=clock)
    session.flush()
    return True


def as_it_turned_out(correspondence: Correspondence, outcome: Outcome) -> Outcome:
    """WeChat may say that it did not arrive before we noted that it went."""
    if outcome.message and correspondence.has_lost(outcome.message):
        return Outcome(Carried.NOT_NOW, "did not arrive")
    return outcome


def _hand_on(
    session: Session,
    correspondence: Correspondence,
    told: Sequence[OutgoingText],
    *,
    ways: Ways,
    clock: Clock,
) -> None:
    for text in told:
        _reopen_letter(session, text)
    way = ways.without_template(session, correspondence.conversation_id)
    silently = correspondence.nudged is way
    hand_on(session, correspondence, told, way=way, silently=silently, ways=ways, clock=clock)


def _reopen_letter(session: Session, text: OutgoingText) -> None:
    """Whatever a person did with it stays done."""
    letter = lock_letter(session, letter_id=text.letter_id) if text.letter_id else None
    if letter is not None and letter.state is LetterState.SENT:
        letter.come_back()


def _told_as(session: Session, conversation_id: str, message: str) -> Sequence[OutgoingText]:
    """Those he still knows by it alone: not what was written to him, or told otherwise, since."""
    told = select(OutgoingText).where(
        OutgoingText.conversation_id == conversation_id,
        OutgoingText.state == TextState.HANDED_ON,
        OutgoingText.way == Way.TEMPLATE,
        OutgoingText.told_as == message,
    )
    return session.scalars(told.order_by(OutgoingText.id)).all()


def _may_be_under_way(session: Session, conversation_id: str) -> bool:
    """Whether something was tried that has come to no end: it may be what this number is of."""
    tried = select(OutgoingText.id).where(
        OutgoingText.conversation_id == conversation_id,
        OutgoingText.state == TextState.WAITING,
        OutgoingText.attempts > 0,
    )
    return session.scalar(tried.limit(1)) is not None
