"""Which deeds the ticket allows this member now, so that a form is shown only where it can succeed."""

from collections.abc import Iterator

from desk.deeds import Deed
from desk.roles import may_do_deeds
from hotline.staff import StaffMember
from hotline.tickets import EventKind, Outcome, Ticket, TicketState


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
        yield from (Deed.ACCEPT, Deed.RETURN_HANDOVER)
    yield from (Deed.RECORD_FEEDBACK, Deed.ADD_NOTE)
    if ticket.handover_to is not None:
        return
    yield Deed.HAND_OVER
    if ticket.fed_back_at is not None and ticket.resolved_at is None:
        yield Deed.RESOLVE
    yield Deed.CLOSE


def _is_legal(outcome: Outcome, ticket: Ticket) -> bool:
    if outcome is Outcome.UNREACHABLE:
        return any(event.kind is EventKind.NOT_REACHED for event in ticket.events)
    return ticket.fed_back_at is not None or not outcome.needs_feedback
