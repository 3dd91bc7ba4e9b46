"""What could not be written to a caller is told by another means, or put before people."""

from uuid import uuid4

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import installed_keyring
from hotline.notifications.letter import Letter
from hotline.notifications.vocabulary import LetterFault, LetterState, Means, NoticeKind
from hotline.notifications.writing import draft_letter
from hotline.phone import plain_number


def send_by_sms_instead(session: Session, letter: Letter, *, phone: str, clock: Clock) -> None:
    """The same notice as a short message; the letter it stands for ends."""
    number, now = plain_number(phone), clock.now()
    session.add(
        Letter(
            id=uuid4(),
            kind=letter.kind,
            means=Means.SMS,
            ticket_number=letter.ticket_number,
            conversation_id=letter.conversation_id,
            address=number,
            address_hash=installed_keyring().lookup_hash(number),
            facts=dict(letter.facts),
            state=LetterState.WAITING,
            written_at=letter.written_at,
            next_attempt_at=now,
            good_until=letter.good_until,
            attempts=0,
            jitter=letter.jitter,
        )
    )
    letter.lapse(LetterFault.NO_WINDOW, at=now)


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
