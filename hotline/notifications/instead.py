"""What could not be written to a caller is told by another means, or put before people."""

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.notifications.letter import Letter
from hotline.notifications.vocabulary import LetterFault, Means, NoticeKind
from hotline.notifications.writing import draft_letter, draft_sms


def send_by_sms_instead(session: Session, letter: Letter, *, phone: str, clock: Clock) -> None:
    """The same notice as a short message; the letter it stands for ends."""
    session.add(
        draft_sms(
            letter.kind,
            number=phone,
            conversation_id=letter.conversation_id or "",
            ticket_number=letter.ticket_number,
            facts=letter.facts,
            clock=clock,
        )
    )
    letter.lapse(LetterFault.NO_WINDOW, at=clock.now())


def put_before_staff(
    session: Session,
    *,
    conversation_id: str,
    ticket_number: str,
    fault: LetterFault,
    detail: str | None,
    clock: Clock,
) -> Letter:
    """A dead letter for words that are no notice themselves: it is minded, or sent again, as any other."""
    letter = draft_letter(
        NoticeKind.MESSAGE_WAITING,
        means=Means.WECHAT,
        conversation_id=conversation_id,
        ticket_number=ticket_number,
        clock=clock,
    )
    letter.die(fault, detail=detail)
    session.add(letter)
    return letter
