"""What we may write to a caller: opened by what he does, spent one message at a time, never twice."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hotline.messaging.allowances import allowances
from hotline.messaging.correspondence import lock_correspondence
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.vocabulary import Allowance, Opening, TextState
from hotline.messaging.window import MessagingWindow
from hotline.notifications import Letter, LetterState


def open_window(session: Session, *, conversation_id: str, opening: Opening, at: datetime) -> None:
    """Counted anew; what was handed on meanwhile is written after all. Older news changes nothing."""
    correspondence = lock_correspondence(session, conversation_id=conversation_id, at=at)
    granted = allowances().openings[opening]
    window = session.get(MessagingWindow, (conversation_id, opening))
    if window is None:
        window = MessagingWindow(conversation_id=conversation_id, opening=opening, opened_at=at)
        session.add(window)
    elif at <= window.opened_at:
        return
    window.opened_at, window.closes_at = at, at + granted.lasts
    window.allowed, window.used = granted.allowed, 0
    correspondence.nudged = correspondence.nudged_as = None
    for text in _handed_on(session, conversation_id, at):
        text.revive(at=at)
    correspondence.look(at)
    session.flush()


def allowance(session: Session, *, conversation_id: str, now: datetime) -> Allowance:
    """What several open windows allow does not add up: the larger one counts."""
    usable = [window for window in _open(session, conversation_id, now) if window.left]
    if not usable:
        return Allowance(left=0, until=None)
    best = max(usable, key=lambda window: (window.left, window.closes_at))
    return Allowance(left=best.left, until=best.closes_at)


def reserve_one(session: Session, *, conversation_id: str, now: datetime) -> bool:
    """Whether one message may be written; then it is counted. Under the lock of the correspondence."""
    lock_correspondence(session, conversation_id=conversation_id, at=now)
    windows = _open(session, conversation_id, now)
    if not any(window.left for window in windows):
        return False
    for window in windows:
        window.used = min(window.used + 1, window.allowed)
    session.flush()
    return True


def give_one_back(session: Session, *, conversation_id: str, reserved_at: datetime) -> None:
    """It was counted, and refused. What was opened after it was counted is left alone."""
    for window in _opened_before(session, conversation_id, reserved_at):
        window.used = max(window.used - 1, 0)
    session.flush()


def leave_nothing(session: Session, *, conversation_id: str, reserved_at: datetime) -> None:
    """WeChat counts otherwise than we do, and its count is what holds."""
    for window in _opened_before(session, conversation_id, reserved_at):
        window.used = window.allowed
    session.flush()


def _open(session: Session, conversation_id: str, now: datetime) -> Sequence[MessagingWindow]:
    of_conversation = select(MessagingWindow).where(MessagingWindow.conversation_id == conversation_id)
    still = of_conversation.where(MessagingWindow.closes_at > now)
    return session.scalars(still.execution_options(populate_existing=True)).all()


def _opened_before(session: Session, conversation_id: str, at: datetime) -> Sequence[MessagingWindow]:
    of_conversation = select(MessagingWindow).where(MessagingWindow.conversation_id == conversation_id)
    return session.scalars(of_conversation.where(MessagingWindow.opened_at <= at)).all()


def _handed_on(session: Session, conversation_id: str, at: datetime) -> Sequence[OutgoingText]:
    """But what he was told in full otherwise: its notice went another way, or a person took it up."""
    unsettled = select(Letter.id).where(Letter.state.in_((LetterState.WAITING, LetterState.DEAD)))
    wanted = select(OutgoingText).where(
        OutgoingText.conversation_id == conversation_id,
        OutgoingText.state == TextState.HANDED_ON,
        OutgoingText.good_until > at,
        or_(OutgoingText.letter_id.is_(None), OutgoingText.letter_id.in_(unsettled)),
    )
    return session.scalars(wanted).all()
