"""Tickets on their way, without a database."""

from datetime import timedelta

from hotline.safety import TriageGrade
from hotline.tickets import AttemptOutcome, FeedbackMeans, Ticket, draw_opening
from tests.hotline.making import MORNING, a_request

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
DUE = MORNING + 24 * HOUR
"""Of a routine ticket opened in the morning."""


def opened(grade: TriageGrade = TriageGrade.ROUTINE, *, after: timedelta = timedelta(0)) -> Ticket:
    at = MORNING + after
    return Ticket.open(a_request(grade=grade), opening=draw_opening(grade, now=at))


def accepted(grade: TriageGrade = TriageGrade.ROUTINE, *, after: timedelta = timedelta(0)) -> Ticket:
    ticket = opened(grade, after=after)
    ticket.accept("chen", at=MORNING + after)
    return ticket


def call(
    ticket: Ticket, *, after: timedelta, outcome: AttemptOutcome = AttemptOutcome.REACHED, by: str = "chen"
) -> None:
    ticket.record_attempt(by=by, how=FeedbackMeans.CALL, outcome=outcome, text="说了", at=MORNING + after)


def tell(ticket: Ticket, *, after: timedelta, until: timedelta) -> None:
    ticket.tell_delay(
        by="chen", how=FeedbackMeans.CALL, reason="化验还没出", new_due_at=MORNING + until, at=MORNING + after
    )


def resolved(*, after: timedelta = HOUR) -> Ticket:
    ticket = accepted()
    call(ticket, after=after)
    ticket.resolve(by="chen", at=MORNING + after)
    return ticket
