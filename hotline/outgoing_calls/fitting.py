"""Whether an errand still makes sense for its ticket: asked when it is written, and again before it rings."""

from datetime import datetime

from hotline.outgoing_calls.vocabulary import Errand
from hotline.tickets import EventKind, Ticket


def fits(errand: Errand, ticket: Ticket | None) -> bool:
    """Feedback is for an accepted ticket, a rating for one that may be rated; the rest needs neither."""
    if errand is Errand.FEEDBACK:
        return ticket is not None and ticket.assignee is not None and ticket.closed_at is None
    if errand is Errand.SATISFACTION:
        return ticket is not None and ticket.may_be_rated
    return True


def is_overtaken(errand: Errand, ticket: Ticket | None, *, asked_at: datetime) -> bool:
    """Somebody did meanwhile what the call was for."""
    if not fits(errand, ticket):
        return True
    if errand is not Errand.FEEDBACK or ticket is None:
        return False
    return any(event.kind is EventKind.FED_BACK and event.at > asked_at for event in ticket.events)
