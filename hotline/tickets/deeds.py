"""What staff do to a ticket: each service locks the row, does one deed and leaves the commit to its door."""

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.safety import TriageGrade
from hotline.staff import StaffRole, get_active_staff
from hotline.tickets.locking import lock_ticket
from hotline.tickets.ticket import Ticket
from hotline.tickets.vocabulary import EscalationLevel, EscalationReason, Outcome, ReturnReason

DECIDES = frozenset({StaffRole.MANAGER, StaffRole.ADMINISTRATOR})
"""Whose word settles who gets a ticket that was returned twice."""


def accept_ticket(session: Session, *, number: str, staff: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    member = get_active_staff(session, username=staff)
    ticket.accept(staff, department=member.department, at=clock.now())
    return ticket


def hand_over_ticket(session: Session, *, number: str, to: str, by: str, reason: str, clock: Clock) -> Ticket:
    """After two returns only for the duty manager: raises ManagerDecides."""
    ticket = lock_ticket(session, number=number)
    get_active_staff(session, username=to)
    as_manager = ticket.manager_decides and get_active_staff(session, username=by).role in DECIDES
    ticket.hand_over(to, by=by, reason=reason, at=clock.now(), as_manager=as_manager)
    return ticket


def return_handover(
    session: Session, *, number: str, by: str, reason: ReturnReason, text: str | None = None, clock: Clock
) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.return_handover(by=by, reason=reason, text=text, at=clock.now())
    return ticket


def mark_seen(session: Session, *, number: str, by: str) -> Ticket:
    """The first contact has looked: what stands in the history now is no news any more."""
    ticket = lock_ticket(session, number=number)
    ticket.mark_seen(by)
    return ticket


def add_assisting(session: Session, *, number: str, department: str, by: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.add_assisting(department, by=by, at=clock.now())
    return ticket


def escalate(
    session: Session,
    *,
    number: str,
    level: EscalationLevel,
    to: str | None,
    reason: EscalationReason,
    clock: Clock,
) -> Ticket:
    """`to` is whoever was told: a user name, or a name from the duty list."""
    ticket = lock_ticket(session, number=number)
    ticket.escalate(level, to=to, reason=reason, at=clock.now())
    return ticket


def add_contact(
    session: Session, *, number: str, phone: str | None, caller_name: str | None, by: str, clock: Clock
) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.add_contact(phone=phone, caller_name=caller_name, by=by, at=clock.now())
    return ticket


def add_note(session: Session, *, number: str, by: str, text: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.add_note(text, by=by, at=clock.now())
    return ticket


def raise_grade(
    session: Session, *, number: str, grade: TriageGrade, by: str, reason: str | None = None, clock: Clock
) -> Ticket:
    """By staff, by the caller or by the gate."""
    ticket = lock_ticket(session, number=number)
    ticket.raise_grade(grade, by=by, reason=reason, at=clock.now())
    return ticket


def lower_grade(
    session: Session, *, number: str, grade: TriageGrade, by: str, reason: str, clock: Clock
) -> Ticket:
    """Raises NoSuchStaff unless `by` is a person who works here."""
    ticket = lock_ticket(session, number=number)
    get_active_staff(session, username=by)
    ticket.lower_grade(grade, by=by, reason=reason, at=clock.now())
    return ticket


def resolve_ticket(session: Session, *, number: str, by: str, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.resolve(by=by, at=clock.now())
    return ticket


def close_ticket(session: Session, *, number: str, by: str, outcome: Outcome, clock: Clock) -> Ticket:
    ticket = lock_ticket(session, number=number)
    ticket.close(by=by, outcome=outcome, at=clock.now())
    return ticket
