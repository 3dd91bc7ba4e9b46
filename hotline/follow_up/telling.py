"""Whom a letter goes to by name, and what it says of the ticket: never what the patient said."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.follow_up.deciding import Post, ToStaff
from hotline.identity import conversation_for
from hotline.notifications import NoticeKind, notify_caller, notify_staff
from hotline.notifications.writing import WEB_CHAT, WECHAT
from hotline.outgoing_calls import CallNotAsked, Errand, ask_for_call
from hotline.phone import is_mobile
from hotline.staff import StaffMember, StaffRole
from hotline.tickets import HOTLINE, Ticket

_ROLES = {
    Post.NURSES: (StaffRole.NURSE, StaffRole.MANAGER, StaffRole.ADMINISTRATOR),
    Post.MANAGERS: (StaffRole.MANAGER, StaffRole.NURSE, StaffRole.ADMINISTRATOR),
}
"""The post first; where nobody has that role, the next: a ticket is never told to nobody."""


def tell_staff(
    session: Session,
    ticket: Ticket,
    letter: ToStaff,
    *,
    names: Mapping[str, str] | None = None,
    clock: Clock,
) -> None:
    """`names` are people the letter speaks of, as they are called.

    Where not one account is active the letter is dead at once: it is seen with the others of that kind.
    """
    facts = _facts(session, ticket) | dict(names or {})
    nobody = letter.usernames or (letter.otherwise.value,)
    for username in _receivers(session, letter) or nobody:
        notify_staff(
            session,
            username=username,
            kind=letter.kind,
            ticket_number=ticket.number,
            facts=facts,
            clock=clock,
        )


def ask_caller(session: Session, ticket: Ticket, kind: NoticeKind, *, clock: Clock) -> None:
    """Who has only a telephone that shows no messages is rung, once: reminders are for the others."""
    if ticket.phone is None or is_mobile(ticket.phone) or ticket.channel in {WEB_CHAT, WECHAT}:
        tell_caller(session, ticket, kind, clock=clock)
    elif kind is NoticeKind.SATISFACTION:
        with suppress(CallNotAsked):  # who wants no calls is left in peace
            ask_for_call(
                session,
                errand=Errand.SATISFACTION,
                ticket=ticket,
                number=ticket.phone,
                asked_by=HOTLINE,
                clock=clock,
            )


def tell_caller(session: Session, ticket: Ticket, kind: NoticeKind, *, clock: Clock) -> None:
    notify_caller(
        session,
        ticket_number=ticket.number,
        phone=ticket.phone,
        conversation_id=ticket.conversation_id,
        channel=ticket.channel,
        kind=kind,
        facts={},
        clock=clock,
        wechat=conversation_for(session, phone=ticket.phone, channel=WECHAT) if ticket.phone else None,
    )


def _receivers(session: Session, letter: ToStaff) -> Sequence[str]:
    named = _active(session, usernames=letter.usernames) if letter.usernames else ()
    if named:
        return named
    return next(filter(None, (_active(session, role=role) for role in _ROLES[letter.otherwise])), ())


def _active(
    session: Session, *, usernames: Sequence[str] = (), role: StaffRole | None = None
) -> Sequence[str]:
    wanted = StaffMember.role == role if role else StaffMember.username.in_(usernames)
    active = select(StaffMember.username).where(StaffMember.disabled.is_(False), wanted)
    return session.scalars(active.order_by(StaffMember.username)).all()


def _facts(session: Session, ticket: Ticket) -> dict[str, str]:
    """More than most kinds use: each takes what it has words for."""
    receiver = session.get(StaffMember, ticket.handover_to) if ticket.handover_to else None
    facts = {"opened_at": ticket.opened_at.isoformat(), "due_at": ticket.last_due_at.isoformat()}
    return facts | ({"to": receiver.display_name} if receiver else {})
