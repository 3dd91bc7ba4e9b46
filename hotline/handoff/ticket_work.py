"""What a live talk does to its ticket; a ticket that cannot take it never holds up the talk."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.handoff.talk import LiveTalk
from hotline.handoff.vocabulary import TalkOutcome
from hotline.tickets import AttemptOutcome, DeedRefused, FeedbackMeans, Ticket, lock_ticket


def accept_ticket_of(session: Session, talk: LiveTalk, *, by: str, at: datetime) -> None:
    """Whoever takes the talk first is the ticket's first contact, unless somebody is already."""
    _work_on(session, talk, lambda ticket: ticket.accept(by, at=at))


def record_outcome(session: Session, talk: LiveTalk, *, by: str, text: str, at: datetime) -> None:
    """A patient who was talked with was reached; one who left, or is to be called, was not."""

    def write(ticket: Ticket) -> None:
        if talk.outcome is TalkOutcome.CALL_BACK:
            ticket.add_note(text, by=by, at=at)
            return
        reached = talk.outcome is not None and talk.outcome.reached
        outcome = AttemptOutcome.MESSAGE_DELIVERED if reached else AttemptOutcome.MESSAGE_SENT
        ticket.record_attempt(by=by, how=FeedbackMeans.MESSAGE, outcome=outcome, text=text, at=at)

    _work_on(session, talk, write)


def _work_on(session: Session, talk: LiveTalk, work: Callable[[Ticket], object]) -> None:
    try:
        work(lock_ticket(session, number=talk.ticket_number))
    except DeedRefused:
        # Closed, accepted by a colleague, or still in the journal: the talk goes on all the same.
        return
