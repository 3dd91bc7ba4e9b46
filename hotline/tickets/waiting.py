"""What is waiting for somebody: the gravest first, then the one due soonest."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from hotline.safety import TriageGrade
from hotline.tickets.ticket import Ticket
from hotline.tickets.vocabulary import TicketState

_GRAVEST_FIRST = case({grade: -grade.rank for grade in TriageGrade}, value=Ticket.grade)


def queue(
    session: Session,
    *,
    department: str | None = None,
    holder: str | None = None,
    unaccepted: bool = False,
    limit: int = 200,
) -> Sequence[Ticket]:
    """Tickets not yet closed; `holder` is the assignee, the first contact or whom a handover waits for."""
    wanted: list[ColumnElement[bool]] = [Ticket.state != TicketState.CLOSED]
    if department is not None:
        wanted.append(Ticket.department == department)
    if holder is not None:
        wanted.append(
            (Ticket.assignee == holder) | (Ticket.first_contact == holder) | (Ticket.handover_to == holder)
        )
    if unaccepted:
        wanted.append(Ticket.state == TicketState.OPENED)
    due = func.coalesce(Ticket.told_due_at, Ticket.feedback_due_at)
    order = (_GRAVEST_FIRST, due, Ticket.number)
    return session.scalars(select(Ticket).where(*wanted).order_by(*order).limit(limit)).all()
