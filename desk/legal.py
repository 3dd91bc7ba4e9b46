"""Which deeds the ticket allows this member now, so that a form is shown only where it can succeed."""

from collections.abc import Iterator
from datetime import datetime

from desk.deeds import Deed
from desk.roles import may_decide, may_do_deeds
from hotline.safety import TriageGrade
from hotline.staff import StaffMember
from hotline.tickets import EventKind, Outcome, Ticket, TicketState


def legal_deeds(ticket: Ticket, *, member: StaffMember, now: datetime) -> tuple[Deed, ...]:
    """In the order in which they are offered. The ticket itself decides again when the deed is done."""
    return tuple(_legal(ticket, member, now)) if may_do_deeds(member) else ()


def legal_outcomes(ticket: Ticket) -> tuple[Outcome, ...]:
    return tuple(outcome for outcome in Outcome if _is_legal(outcome, ticket))


def graver_grades(ticket: Ticket) -> tuple[TriageGrade, ...]:
    return tuple(grade for grade in TriageGrade if grade > ticket.grade)


def milder_grades(ticket: Ticket) -> tuple[TriageGrade, ...]:
    return tuple(grade for grade in TriageGrade if grade < ticket.grade)


def _legal(ticket: Ticket, member: StaffMember, now: datetime) -> Iterator[Deed]:
    if ticket.first_contact == member.username and ticket.news_for_first_contact:
        yield Deed.MARK_SEEN
    if ticket.state is not TicketState.CLOSED:
        yield from _holding(ticket, member)
        if ticket.assignee is not None:
            yield from _working(ticket, member, now)
        yield Deed.REMIND
        yield from _sorting(ticket)
        if ticket.assignee is not None and ticket.handover_to is None:
            yield from _ending(ticket)
    yield Deed.LINK
    if ticket.may_be_reopened:
        yield Deed.REOPEN


def _holding(ticket: Ticket, member: StaffMember) -> Iterator[Deed]:
    if ticket.assignee is None:
        yield Deed.ACCEPT
    elif ticket.handover_to == member.username:
        yield Deed.ACCEPT
        if not ticket.manager_decides:
            yield Deed.RETURN_HANDOVER


def _working(ticket: Ticket, member: StaffMember, now: datetime) -> Iterator[Deed]:
    yield Deed.RECORD_FEEDBACK
    if ticket.fed_back_at is None and now <= ticket.last_due_at < ticket.latest_delay_at:
        yield Deed.TELL_DELAY
    if may_decide(member) if ticket.manager_decides else ticket.handover_to is None:
        yield Deed.HAND_OVER
    yield from (Deed.ADD_ASSISTING, Deed.ADD_NOTE)


def _sorting(ticket: Ticket) -> Iterator[Deed]:
    if graver_grades(ticket):
        yield Deed.RAISE_GRADE
    if milder_grades(ticket):
        yield Deed.LOWER_GRADE
    if not any(event.kind is EventKind.TOOK_IN for event in ticket.events):
        yield Deed.MERGE


def _ending(ticket: Ticket) -> Iterator[Deed]:
    if ticket.fed_back_at is not None and ticket.resolved_at is None:
        yield Deed.RESOLVE
    yield Deed.CLOSE


def _is_legal(outcome: Outcome, ticket: Ticket) -> bool:
    if outcome is Outcome.UNREACHABLE:
        return ticket.was_attempted
    return ticket.fed_back_at is not None or not outcome.needs_feedback
