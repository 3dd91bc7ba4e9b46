"""What is done about the promise: attempts, delays told, breaches recorded, a second round, a rating."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.tickets.handling import handle_due_at
from hotline.tickets.locking import lock_ticket
from hotline.tickets.rating import Rating
from hotline.tickets.ticket import Ticket
from hotline.tickets.vocabulary import AttemptOutcome, FeedbackMeans
from hotline.working_time import DepartmentsTime


def record_attempt(
    session: Session,
    *,
    number: str,
    by: str,
    how: FeedbackMeans,
    outcome: AttemptOutcome,
    text: str,
    clock: Clock,
) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.record_attempt(by=by, how=how, outcome=outcome, text=text, at=clock.now())
    return ticket


def tell_delay(
    session: Session,
    *,
    number: str,
    by: str,
    how: FeedbackMeans,
    outcome: AttemptOutcome = AttemptOutcome.REACHED,
    reason: str,
    new_due_at: datetime,
    clock: Clock,
) -> Ticket:
    """The patient has been told; who was not reached is an attempt, and nothing is delayed by it."""
    ticket = lock_ticket(session, number=number)
    ticket.tell_delay(by=by, how=how, outcome=outcome, reason=reason, new_due_at=new_due_at, at=clock.now())
    return ticket


def record_breach(session: Session, *, number: str, clock: Clock) -> bool:
    """Whether it was recorded now: once a promise, however often and from wherever it is asked for."""
    return lock_ticket(session, number=number).record_breach(at=clock.now())


def reopen_ticket(
    session: Session,
    *,
    number: str,
    by: str,
    reason: str,
    clock: Clock,
    departments_time: DepartmentsTime | None = None,
) -> Ticket:
    """The department's own target begins anew with the patient's."""
    ticket, now = lock_ticket(session, number=number), clock.now()
    due = _handle_again(session, ticket, time=departments_time, now=now)
    ticket.reopen(by=by, reason=reason, handle_due_at=due, at=now)
    return ticket


def rate_ticket(
    session: Session,
    *,
    number: str,
    solved: bool,
    score: int,
    by: str,
    clock: Clock,
    text: str = "",
    departments_time: DepartmentsTime | None = None,
) -> Rating:
    """`text` is what the patient said of it; `led_to` of the rating says what followed."""
    ticket, now = lock_ticket(session, number=number), clock.now()
    due = _handle_again(session, ticket, time=departments_time, now=now)
    return ticket.rate(solved=solved, score=score, by=by, text=text, handle_due_at=due, at=now)


def _handle_again(
    session: Session, ticket: Ticket, *, time: DepartmentsTime | None, now: datetime
) -> datetime | None:
    return handle_due_at(session, time=time, department=ticket.department, grade=ticket.grade, start=now)
