"""What cannot be written now is told by another way, or put before a person; no promise ends in silence."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.messaging.correspondence import Correspondence
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.vocabulary import Purpose, TextState, Unsaid, Way
from hotline.messaging.ways import Ways, ticket_of
from hotline.notifications import (
    Letter,
    LetterFault,
    LetterState,
    Means,
    NoticeKind,
    notify_caller,
    notify_staff,
)
from hotline.notifications.before_staff import put_before_staff
from hotline.notifications.claiming import lock_letter
from hotline.notifications.lapsing import end_unsendable, is_told_otherwise
from hotline.tickets import Ticket

_FAULTS = {
    Unsaid.REFUSED: LetterFault.REFUSED,
    Unsaid.UNSURE: LetterFault.UNSURE,
    Unsaid.TOO_LATE: LetterFault.TOO_LATE,
}


def is_told_elsewhere(session: Session, text: OutgoingText, *, ways: Ways) -> bool:
    """Whether its notice goes by another means that is on as well."""
    letter = _notice_of(session, text)
    return letter is not None and is_told_otherwise(session, letter, on=_on(ways))


def give_up(
    session: Session, text: OutgoingText, fault: Unsaid, *, detail: str, ways: Ways, clock: Clock
) -> None:
    """A person sees it among the letters that did not go, where it was promised to somebody."""
    text.die(fault, at=clock.now())
    letter = _unsettled_letter(session, text)
    if letter is not None:
        end_unsendable(
            session, letter, on=_on(ways), detail=detail or None, now=clock.now(), fault=_FAULTS[fault]
        )
    elif text.promised and text.letter_id is None:
        _put_before_staff(session, [text], fault=_FAULTS[fault], detail=detail or None, clock=clock)


def hand_on(
    session: Session,
    correspondence: Correspondence,
    texts: Sequence[OutgoingText],
    *,
    way: Way,
    silently: bool,
    ways: Ways,
    clock: Clock,
) -> None:
    """By rows alone: a template message must have gone before."""
    for text in texts:
        text.hand_on(way, at=clock.now())
    notices = [text for text in texts if text.purpose is Purpose.NOTICE and text.letter_id]
    for text in notices:
        _end_notice(session, text, way=way, ways=ways, clock=clock)
    spoken = [text for text in texts if text not in notices]
    if not spoken:
        return
    # A call is asked for each time: whoever took the last one up knows nothing of these words.
    if not silently or way is Way.CALL:
        _tell_that_something_waits(session, spoken, way=way, ways=ways, clock=clock)
    _remember(correspondence, spoken, way=way)


def settle_letter(session: Session, text: OutgoingText, *, at: datetime) -> None:
    """The caller has it: its letter, dead or not, has come to its end with the last of its texts."""
    letter = _unsettled_letter(session, text)
    said = (TextState.SENT, TextState.MERGED)
    session.flush()
    same = (OutgoingText.letter_id == text.letter_id) & OutgoingText.state.not_in(said)
    if letter is not None and session.scalar(select(OutgoingText.id).where(same).limit(1)) is None:
        letter.place(at=at)


def _remember(correspondence: Correspondence, spoken: Sequence[OutgoingText], *, way: Way) -> None:
    """Those he is not told of anew hang on the template message that he had."""
    correspondence.nudged = way
    if way is Way.TEMPLATE:
        for text in spoken:
            text.told_as = text.told_as or correspondence.nudged_as
    correspondence.nudged_as = spoken[-1].told_as


def _end_notice(session: Session, text: OutgoingText, *, way: Way, ways: Ways, clock: Clock) -> None:
    letter = _unsettled_letter(session, text)
    if letter is None:
        return
    if way is Way.TEMPLATE:
        letter.place(at=clock.now())
        return
    if ways.sms and not is_told_otherwise(session, letter, on=_on(ways)):
        letter.know_number(_number_for(session, letter, ways=ways))
    fault = LetterFault.NO_WINDOW
    end_unsendable(session, letter, on=_on(ways), detail=None, now=clock.now(), fault=fault)


def _number_for(session: Session, letter: Letter, *, ways: Ways) -> str | None:
    """The letter's own, or its ticket's, which may have come another way than the conversation."""
    wanted = select(Ticket.phone).where(Ticket.number == letter.ticket_number)
    return letter.address or session.scalar(wanted) or ways.number_of(session, letter.conversation_id or "")


def _tell_that_something_waits(
    session: Session, texts: Sequence[OutgoingText], *, way: Way, ways: Ways, clock: Clock
) -> None:
    conversation = texts[0].conversation_id
    ticket = ticket_of(session, conversation)
    if way is Way.CALL:
        _put_before_staff(session, texts, fault=LetterFault.NO_WINDOW, detail=None, clock=clock)
    elif way is Way.SMS and ticket is not None:
        notify_caller(
            session,
            ticket_number=ticket.number,
            phone=ways.number_of(session, conversation),
            conversation_id=conversation,
            channel="",
            kind=NoticeKind.MESSAGE_WAITING,
            facts={},
            clock=clock,
        )


def _put_before_staff(
    session: Session,
    texts: Sequence[OutgoingText],
    *,
    fault: LetterFault,
    detail: str | None,
    clock: Clock,
) -> None:
    """Among the letters that did not go, and to whoever holds the ticket."""
    conversation = texts[0].conversation_id
    lying = _lying_before_staff(session, conversation) if fault is LetterFault.NO_WINDOW else None
    if lying is not None:
        for text in texts:
            text.letter_id = lying
        return
    ticket = ticket_of(session, conversation)
    number = ticket.number if ticket else ""
    letter = put_before_staff(
        session,
        conversation_id=conversation,
        ticket_number=number,
        fault=fault,
        detail=detail,
        clock=clock,
    )
    for text in texts:
        text.letter_id = letter.id
    holder = ticket and (ticket.assignee or ticket.first_contact)
    if holder:
        kind = NoticeKind.MESSAGE_WAITING
        notify_staff(session, username=holder, kind=kind, ticket_number=number, facts={}, clock=clock)


def _lying_before_staff(session: Session, conversation_id: str) -> UUID | None:
    """One dead letter says for all words of a conversation that somebody must call."""
    session.flush()
    same = select(Letter.id).where(
        Letter.conversation_id == conversation_id,
        Letter.kind == NoticeKind.MESSAGE_WAITING,
        Letter.means == Means.WECHAT,
        Letter.state == LetterState.DEAD,
        Letter.fault == LetterFault.NO_WINDOW,
    )
    return session.scalar(same.limit(1))


def _notice_of(session: Session, text: OutgoingText) -> Letter | None:
    return session.get(Letter, text.letter_id) if text.letter_id else None


def _unsettled_letter(session: Session, text: OutgoingText) -> Letter | None:
    letter = lock_letter(session, letter_id=text.letter_id) if text.letter_id else None
    return letter if letter and letter.state in {LetterState.WAITING, LetterState.DEAD} else None


def _on(ways: Ways) -> Collection[Means]:
    return (Means.SMS,) if ways.sms else ()
