"""What falls back to a nurse is hers in earnest: a promise runs again, and who holds the ticket is told."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from hotline.appointments.appointment import Appointment
from hotline.clock import Clock
from hotline.follow_up.deciding import Post, ToStaff
from hotline.follow_up.telling import tell_staff
from hotline.notifications import NoticeKind
from hotline.tickets import HOTLINE


def give_to_nurse(
    session: Session,
    appointment: Appointment,
    kind: NoticeKind,
    *,
    facts: Mapping[str, str] | None = None,
    renews_promise: bool = True,
    clock: Clock,
) -> None:
    """A ticket whose promise was kept already begins a second round, once; the first contact has it again."""
    ticket = appointment.ticket
    if renews_promise and ticket.may_be_reopened:
        ticket.reopen(by=HOTLINE, reason="", at=clock.now())
    holders = tuple(dict.fromkeys(one for one in (ticket.assignee, ticket.first_contact) if one))
    letter = ToStaff(kind=kind, usernames=holders, otherwise=Post.NURSES)
    tell_staff(session, ticket, letter, names=facts, clock=clock)
