"""Which deeds the ticket allows this member now, so that a form is shown only where it can succeed."""

from collections.abc import Iterator

from desk.deeds import Deed
from desk.roles import may_decide, may_do_deeds
from hotline.staff import StaffMember
from hotline.tickets import Outcome, Ticket, TicketState


def legal_deeds(ticket: Ticket, *, member: StaffMember) -> tuple[Deed, ...]:
    """In the order in which they are offered. The ticket itself decides again when the deed is done."""
    if not may_do_deeds(member) or ticket.state is TicketState.CLOSED:
        return ()
    return tuple(_legal(ticket, member))


def legal_outcomes(ticket: Ticket) -> tuple[Outcome, ...]:
    return tuple(outcome for outcome in Outcome if _is_legal(outcome, ticket))


def _legal(ticket: Ticket, member: StaffMember) -> Iterator[Deed]:
    if ticket.assignee is None:
        yield Deed.ACCEPT
        return
    if ticket.handover_to == member.username:
        yield Deed.ACCEPT
        if not ticket.manager_decides:
            yield Deed.RETURN_HANDOVER
    yield from (Deed.RECORD_FEEDBACK, Deed.ADD_NOTE)
    if _may_hand_over(ticket, member):
        yield Deed.HAND_OVER
    if ticket.handover_to is not None:
        return
    if ticket.fed_back_at is not None and ticket.resolved_at is None:
        yield Deed.RESOLVE
    yield Deed.CLOSE


def _may_hand_over(ticket: Ticket, member: StaffMember) -> bool:
    if ticket.manager_decides:
        return may_decide(member)
    return ticket.handover_to is None


def _is_legal(outcome: Outcome, ticket: Ticket) -> bool:
    if outcome is Outcome.UNREACHABLE:
        return ticket.was_attempted
    return ticket.fed_back_at is not None or not outcome.needs_feedback
